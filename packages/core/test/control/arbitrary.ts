import fc from "fast-check";
import type {
	AppId,
	Control,
	EntryId,
	Epoch,
	Holder,
	Offer,
	OfferId,
	Phase,
	ReasonType,
} from "../../src/control/control.js";
import type { ControlEvent, ControlEventType } from "../../src/control/event.js";
import type { Human, PersonId } from "../../src/control/representative.js";

/** Few names, so that events often fit the control that they meet. */
const apps = ["desk", "night", "sizes"] as string[] as AppId[];
const people = ["ana", "budi"] as string[] as PersonId[];
const offers = ["o1", "o2"] as string[] as OfferId[];

const app = fc.constantFrom(...apps);
const epoch = fc.integer({ min: 0, max: 3 }) as fc.Arbitrary<Epoch>;
const at = fc.nat({ max: 1_000 });
const why = fc.option(fc.constantFrom("solved", "spam"), { nil: undefined });

const holder: fc.Arbitrary<Holder> = fc.oneof(
	fc.record({
		app: fc.constant(apps[0] as AppId),
		kind: fc.constant("human" as const),
		person: fc.constantFrom(...people),
	}),
	fc.constant<Holder>({ app: apps[1] as AppId, kind: "human", person: undefined }),
	fc.constant<Holder>({ app: apps[2] as AppId, kind: "bot", person: undefined }),
);

const human: fc.Arbitrary<Human | undefined> = fc.option(
	fc.constantFrom(...people).map((id) => ({ id, displayName: id as string })),
	{ nil: undefined },
);

const reason = fc.record({
	type: fc.constantFrom<ReasonType>("asked", "unsure", "lost"),
	drafts: fc.constant<readonly EntryId[]>([]),
});

const offerTo = (to: fc.Arbitrary<readonly AppId[]>): fc.Arbitrary<Offer> =>
	fc
		.record({
			...{ id: fc.constantFrom(...offers), to, reason, since: at, told: at, from: fc.nat({ max: 50 }) },
			person: fc.option(fc.constantFrom(...people), { nil: undefined, freq: 2 }),
		})
		.map((offer) => (offer.to.length === 1 ? offer : { ...offer, person: undefined }));

const askedApps = fc.subarray([...apps], { minLength: 1 });
const offer = offerTo(askedApps);
const anyOffer = offerTo(fc.subarray([...apps]));

function isToColleague({ person, to }: Offer): boolean {
	return person !== undefined && to.length === 1;
}

/** Nobody but a colleague is offered what their app holds: such a command is refused before it comes to the table. */
export function notTo(holding: AppId, standing: Offer): Offer {
	return { ...standing, to: standing.to.filter((asked) => asked !== holding || isToColleague(standing)) };
}

const held = { epoch, holder, human, since: at };

function toColleague(app: AppId, standing: Offer): Offer {
	return { ...standing, to: [app], person: people[1] };
}

export const controlIn: { readonly [P in Phase]: fc.Arbitrary<Control> } = {
	bot: fc.record({ phase: fc.constant("bot" as const), epoch }),
	offered: fc.record({ phase: fc.constant("offered" as const), epoch, offer }),
	held: fc.record({ phase: fc.constant("held" as const), ...held }),
	passing: fc.oneof(
		fc
			.record({ phase: fc.constant("passing" as const), offer, ...held })
			.map((control) => ({ ...control, offer: notTo(control.holder.app, control.offer) }))
			.filter(({ offer: { to } }) => to.length > 0),
		fc
			.record({ phase: fc.constant("passing" as const), offer, ...held })
			.map((control) => ({ ...control, offer: toColleague(control.holder.app, control.offer) })),
	),
};

type Arbitraries = { readonly [E in ControlEventType]: fc.Arbitrary<ControlEvent> };
const offerId = fc.constantFrom(...offers);
const type = <T extends ControlEventType>(name: T): fc.Arbitrary<T> => fc.constant(name);

export const eventOf: Arbitraries = {
	requested: fc.record({ type: type("requested"), offer: anyOffer }),
	cancelled: fc.record({ type: type("cancelled") }),
	tookOver: fc.record({ type: type("tookOver"), at, holder, human }),
	confirmed: fc.record({ type: type("confirmed"), at, holder, human, offer: offerId }),
	declined: fc.record({
		...{ type: type("declined"), app, offer: offerId, why },
		person: fc.option(fc.constantFrom(...people), { nil: undefined }),
	}),
	retried: fc.record({ type: type("retried"), offer: offerId }),
	expired: fc.record({ type: type("expired"), offer: offerId }),
	handedOver: fc
		.record({ type: type("handedOver"), by: holder, epoch, offer: anyOffer })
		.map((event) => ({ ...event, offer: notTo(event.by.app, event.offer) })),
	withdrawn: fc.record({ type: type("withdrawn"), by: holder, epoch }),
	said: fc.record({ type: type("said"), by: holder, epoch, human }),
	released: fc.record({ type: type("released"), by: holder, epoch, why }),
	idle: fc.record({
		type: type("idle"),
		epoch,
		stage: fc.constantFrom<"remind" | "release">("remind", "release"),
	}),
	lost: fc.record({
		type: type("lost"),
		app,
		epoch,
		offer: fc.option(offer, { nil: undefined }),
	}),
	closed: fc.record({
		type: type("closed"),
		by: fc.option(holder, { nil: undefined }),
		epoch: fc.option(epoch, { nil: undefined }),
		why,
	}),
};

export const eventTypes = Object.keys(eventOf) as readonly ControlEventType[];
export const anyEvent = fc.oneof(...Object.values(eventOf));
export const anyControl = fc.oneof(...Object.values(controlIn));
