import type { Phrasebook } from "./phrasebook.js";

const article = "(?:an? |the |some |any |one of )?(?:(?:your|ur) )?";
const real = "(?:real |live |actual |human |proper |different |another |other ){0,2}";
const service = "(?:customer|client|technical|tech|sales|human|live) (?:service|support|care)";
const someone = "(?:some|any)(?:one|body)";
const people = [
	"human(?: being)?s?",
	"(?:person|people)",
	`${someone} (?:real|human)`,
	`(?:${service} |sales |support )?(?:agent|representative|rep|advisor|adviser|assistant|operator|team|staff)s?`,
	`${service}(?: desk| line)?`,
	"(?:staff|team) members?",
	"(?:manager|supervisor|boss|admin|administrator|employee|associate|seller|receptionist|help ?desk)s?",
].join("|");

const me = "(?: me| us| this| this chat)?(?: (?:through|over|up|directly|straight))?";
const just = "(?: (?:directly|just|now))?";

/** English, as it is typed into a chat. */
export const english: Phrasebook = {
	hints: [
		"human|person|people|someone|somebody|anyone|anybody|agent|rep|advis|assist|operator|team|staff|guys",
		"service|support|care|manager|supervisor|boss|admin|employee|associate|seller|receptionist|help ?desk",
		"chat ?bot|robot|bot|machine|computer|ai|automat",
	],
	person: `${article}${real}(?:${people})`,
	anyone: `${someone}(?: (?:else|there))?|support|service|(?:the )?(?:support|service) (?:team|desk)`,
	talks: [
		`(?:talk|speak|chat|talking|speaking|chatting)${just} (?:to|with|w|2)`,
		`(?:connect|transfer|put|pass|hand|forward|switch|redirect|refer|escalate|link|patch)${me} (?:to|with|on to|onto)`,
		"(?:reach|contact|message)",
		"get hold of",
		"^(?:is|isn't) there",
	],
	requests: [
		"^(?:want|need)",
		"(?:give|get|find|send|bring|call) me",
		"(?:i|we) (?:really |just )?(?:want|need|demand|require|prefer)",
		"(?:i'd|i would|we'd|id) (?:like|prefer|rather have)",
		"(?:can|could|may) (?:i|we) (?:please )?(?:get|have)",
		"(?:want|need) help from",
		"(?:isn't|is|are|aren't) there",
	],
	followers: [
		"please|pls|plz|plis|kindly|now|right|asap|immediately|today|instead|again|first|directly|thanks|thank|ok|okay",
		"about|regarding|concerning|because|since|so|but|and|or|not|rather|who|whom|that can|which",
		"i can|to (?:talk|speak|chat|help|assist|fix|solve|handle|answer|look|take|sort|discuss|ask|complain)",
		"here|there|available|online|around|on the|in your|in the|in person|from your|from the|at your|over|via|by phone",
		"for (?:help|this|that|assistance|support)|if|before|when|as soon|today|this|man|dude|bro|sir|real quick|urgently",
	],
	sentences: [
		"(?:can|could|will|would) (?:an?|some|any|your|the) (?:real |live |actual |human )?(?:human|person|agent|representative|rep|operator) (?:please )?(?:help|call|contact|answer|reply|assist|take over|talk|speak|join|look).{0,60}",
		`(?:can|could|will|would) ${someone} from (?:your|the) (?:team|staff|company|office) .{1,60}`,
		`(?:hi |hello |hey )?(?:is )?${someone} (?:real )?(?:there|here|home|around|available|online)`,
		"(?:any|some) (?:real |live |actual )?(?:humans?|people|persons?|agents?) (?:here|there|available|online|around)",
		"let me (?:talk|speak) (?:to|with) (?:you|them|him|her) (?:guys|in person)",
	],
	refusals: [
		"(?:do not|don't|dont|won't|refuse to|hate to|stop making me) (?:want to |wanna |like to )?(?:talk|talking|speak|speaking|chat|chatting|deal|dealing) (?:to|with) (?:a |an |the |this |your |some )?(?:chat ?|ro)?(?:bot|machine|computer|ai|automat(?:on|ed \\w{1,20}))s?",
		"(?:hate|sick of|tired of|done with|stop) (?:talking|speaking|chatting|dealing) (?:to|with) (?:a |an |the |this |your |these )?(?:stupid |dumb )?(?:chat ?|ro)?(?:bot|machine|computer|ai)s?",
		"(?:do not|don't|dont) (?:want|need) (?:a |an |the |this |your |any )?(?:stupid |dumb )?(?:chat ?|ro)?(?:bot|machine|ai)s?(?! )",
		"^no (?:more )?(?:chat ?|ro)?bots?(?: please)?$",
	],
	negations: [
		"(?:do not|don't|dont|doesn't|didn't|never|wouldn't|rather not|not|no need|needn't|without|instead of)(?: (?:really|even|actually))?(?: (?:want|need|like|wish|have|having|going|trying|care))?(?: (?:to|for))?(?: be)?",
		"(?:tell|told|asked|advised|said|says|made) (?:me|us|him|her|them|to|you)(?: to)?",
		"(?:she|he|they)(?: (?:will|would|wants? to|likes? to|can|could))?",
		"(?:am|i'm|im|was|were|been|are)(?: (?:i|we|you))?",
		"(?:ready|learn(?:ing)?|afraid|scared|shy|nervous|how) to",
	],
	fillers: [
		"no|please|pls|plz|plis|now|asap|a|an|the|i said|just|ok|okay|thanks|thank you|can i have|immediately|real|live",
	],
};
