import type { AppId, Epoch, Holder, Offer, OfferId } from "./control.js";
import type { Human, PersonId } from "./representative.js";

/** What happens to control, as past participles. The table in `table.ts` says what follows. */
export type ControlEvent =
	| { readonly type: "requested"; readonly offer: Offer }
	| { readonly type: "cancelled" }
	| {
			readonly type: "tookOver";
			readonly at: number;
			readonly holder: Holder;
			readonly human: Human | undefined;
	  }
	| {
			readonly type: "confirmed";
			readonly at: number;
			readonly holder: Holder;
			readonly human: Human | undefined;
			readonly offer: OfferId;
	  }
	| {
			readonly type: "declined";
			readonly app: AppId;
			/** Who declines, where an app says it. */
			readonly person: PersonId | undefined;
			readonly offer: OfferId;
			readonly why: string | undefined;
	  }
	| {
			readonly type: "retried";
			readonly offer: OfferId;
			/** Where the user stands in line now, if that is known. */
			readonly line?: { readonly at: number; readonly place: number } | undefined;
	  }
	| { readonly type: "expired"; readonly offer: OfferId }
	| { readonly type: "handedOver"; readonly by: Holder; readonly epoch: Epoch; readonly offer: Offer }
	| { readonly type: "withdrawn"; readonly by: Holder; readonly epoch: Epoch }
	| { readonly type: "said"; readonly by: Holder; readonly epoch: Epoch; readonly human: Human | undefined }
	| {
			readonly type: "released";
			readonly by: Holder;
			readonly epoch: Epoch;
			readonly why: string | undefined;
	  }
	| { readonly type: "idle"; readonly epoch: Epoch; readonly stage: "remind" | "release" }
	/** The holder's lease ran out. `offer` goes to whoever else can be asked, if anybody can. */
	| { readonly type: "lost"; readonly app: AppId; readonly epoch: Epoch; readonly offer: Offer | undefined }
	/** `by` is `undefined` for the bot and for silence, which can only close what no app holds. */
	| {
			readonly type: "closed";
			readonly by: Holder | undefined;
			readonly epoch: Epoch | undefined;
			readonly why: string | undefined;
	  };

export type ControlEventType = ControlEvent["type"];
export type EventOf<E extends ControlEventType> = Extract<ControlEvent, { readonly type: E }>;
