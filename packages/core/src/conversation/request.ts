import type { Book } from "./book.js";
import type { RefusalCode } from "./change.js";
import { move } from "./move.js";
import { makeOffer, type Offering } from "./offer.js";

/** Asks for a person, as the table has it for the phase. */
export function requestPerson(book: Book, offering: Offering): RefusalCode | undefined {
	return move(book, { type: "requested", offer: makeOffer(book, offering) });
}
