/** How bots say in one language that a person is coming. Pieces of regular expressions, on words of lower case. */
export interface PromiseBook {
	readonly promises: readonly string[];
	/** What before it in the sentence makes an offer or a condition of it. */
	readonly conditions: string;
}

const person =
	"(?:an?|our|the|my|one of our|one of my|another|your|some)?(?: ?(?:real|live|human|support|sales|service|customer|care|team))* ?(?:humans?|persons?|people|agents?|representatives?|reps?|colleagues?|specialists?|advis[eo]rs?|operators?|team(?: members?)?|staff|someone|somebody|supervisors?|managers?|experts?)";
const bring =
	"(?:connect|transfer|hand|pass|put|forward|escalat|get|call|bring|fetch|find|ask|refer|redirect|rout)(?:e|s|t?ing|r?ring)?";

export const english: PromiseBook = {
	conditions:
		"if|when|whenever|would you|do you|want me|shall i|should i|can i|could i|may i|unless|in case|otherwise|everything else|anything else",
	promises: [
		`(?:i'll|i will|i am|i'm|we'll|we will|we are|we're|let me|i am going to|i'm going to)(?: (?:now|just|go and|quickly))? ${bring}(?: [\\p{L}']{1,20}){0,5} ${person}`,
		`${person} (?:will|is going to|'ll)(?: (?:soon|shortly|then|now|also|gladly|personally)){0,2} (?:contact|call|reach|reply|answer|help|assist|get back|be with|be in touch|take over|join|look|respond|write|message|follow|check)`,
		"(?:you are|you're|you will be|you'll be)(?: now| being| soon)? (?:connected|transferred|put through|handed over|contacted|called back)",
		"(?:connecting|transferring) you",
	],
};

const orang =
	"(?:seorang |salah satu |tim |rekan |teman |kakak )?(?:cs|customer service|admin|operator|petugas|staf|staff|tim|rekan|teman|manusia|orang|agen|manajer|supervisor|kolega)";

export const indonesian: PromiseBook = {
	conditions: "kalau|kalo|klo|jika|bila|mau|apakah|apa|boleh|bisa|perlu|silakan|silahkan",
	promises: [
		`(?:panggilkan|panggilin|hubungkan|sambungkan|sambungin|alihkan|teruskan|terusin|oper|operkan|transfer|limpahkan|konekin)(?: \\p{L}{1,20}){0,4} ${orang}`,
		`${orang}(?: \\p{L}{1,20}){0,2} (?:akan|bakal|segera)(?: \\p{L}{1,20}){0,2} (?:menghubungi|hubungi|membalas|balas|membantu|bantu|menjawab|jawab|merespon|datang|telepon|menelepon|cek|mengecek|periksa)`,
		"(?:akan|segera)(?: segera)? (?:kami hubungi|dihubungi|dialihkan|dihubungkan|disambungkan|diteruskan)",
	],
};
