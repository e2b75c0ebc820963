import type { Heard, Outgoing } from "@baton/agent-bridge/client";
import type { Human } from "@baton/core";
import type { Commanded, Desk } from "./desk.js";
import { repeatedly, type Talk, talkOf, type World } from "./world.js";

/** What the people at a desk believe about one conversation; it may be out of date. */
interface Belief {
	readonly talk: Talk;
	offer: string | undefined;
	/** The epoch under which they believe to be in control. */
	epoch: number | undefined;
	person: Human | undefined;
	busy: boolean;
	readonly drafts: string[];
}

/** The people at a desk: they read what they are told, think for a while, and act. */
export function employPeople(world: World, desk: Desk): void {
	const { plan, scheduler, tally, words } = world;
	const { role } = desk;
	const random = world.random.fork(`people ${role.id}`);
	const beliefs = new Map<string, Belief>();

	function belief(talk: Talk): Belief {
		const known = beliefs.get(talk.nick);
		if (known !== undefined) return known;
		const fresh: Belief = {
			talk,
			offer: undefined,
			epoch: undefined,
			person: undefined,
			busy: false,
			drafts: [],
		};
		beliefs.set(talk.nick, fresh);
		return fresh;
	}

	const think = (action: () => void, longest = plan.habits.patienceMs): unknown =>
		scheduler.after(random.next() ** 2 * longest, () => !world.calm && action(), desk.life);

	const somebody = (): Human | undefined =>
		role.people.length > 0 && (role.personal || random.chance(0.7)) ? random.pick(role.people) : undefined;

	function command(
		about: Belief,
		frame: Omit<Outgoing, "conversationId">,
		text?: string,
		twice = false,
	): void {
		const whole = { ...frame, conversationId: about.talk.key } as Outgoing;
		desk.send(about.talk, whole, { ...(text === undefined ? {} : { text }), twice });
	}

	function hear(heard: Heard): void {
		const talk = talkOf(world, heard.conversationId as Talk["key"]);
		if (talk === undefined) return;
		const about = belief(talk);
		switch (heard.type) {
			case "handover":
				about.offer = heard.offerId;
				if (role.kind === "human" && heard.toAppIds.includes(role.id)) consider(about, heard.since * 1000);
				return;
			case "handoverConfirmed":
			case "takeoverConfirmed":
				granted(about, heard);
				return;
			case "takeover":
			case "release":
				if (heard.fromAppId === role.id && random.chance(0.85)) about.epoch = undefined;
				return;
			case "draft":
				about.drafts.push(heard.entryId);
				return;
		}
	}

	function granted(
		about: Belief,
		heard: Extract<Heard, { type: "handoverConfirmed" | "takeoverConfirmed" }>,
	): void {
		if (heard.toAppId !== role.id) return;
		about.epoch = heard.epoch;
		about.offer = undefined;
		if (role.personal && heard.personId !== about.person?.id)
			about.person = role.people.find(({ id }) => id === heard.personId);
		work(about);
	}

	function consider(about: Belief, since: number): void {
		const { offer } = about;
		const deed = random.weighted(plan.habits.offer);
		if (offer === undefined || deed === "ignore") return;
		const person = somebody();
		const act = (): void => {
			if (world.calm) return;
			tally.count("deed", `offer: ${deed}`);
			about.person = person;
			if (deed === "takeOver") command(about, { type: "takeover", person } as never);
			else if (deed === "decline")
				command(about, { type: "handoverDeclined", offerId: offer, person, why: "busy" } as never);
			else
				command(
					about,
					{ type: "handoverConfirmed", offerId: offer, person } as never,
					undefined,
					random.chance(0.1),
				);
		};
		const left = since + plan.policy.offerExpiryMs - scheduler.now();
		if (deed === "confirmLate") scheduler.after(left + random.whole(-60, 20), act, desk.life);
		else think(act);
	}

	/** One deed after the other, as long as they believe to be in control. */
	function work(about: Belief): void {
		if (about.busy) return;
		about.busy = true;
		think(() => {
			about.busy = false;
			if (about.epoch === undefined) return;
			const deed = random.weighted(plan.habits.hold);
			tally.count("deed", `hold: ${deed}`);
			holding[deed](about, about.epoch);
			if (deed !== "goQuiet" && deed !== "release" && deed !== "close") work(about);
		});
	}

	const speaker = (about: Belief): Human | undefined =>
		about.person ?? (role.kind === "human" && (role.personal || random.chance(0.5)) ? somebody() : undefined);

	function words_(about: Belief, person: Human | undefined): string {
		const name = role.kind === "bot" ? undefined : (person?.displayName ?? role.displayName);
		return words.say({ nick: about.talk.nick, by: "app", app: role.id, name }, "Let me see");
	}

	function speak(about: Belief, epoch: number, more: object = {}, twice = false): void {
		const person = speaker(about);
		const text = words_(about, person);
		command(
			about,
			{ type: "agentSay", epoch, person, input: { type: "text", value: text }, ...more } as never,
			text,
			twice,
		);
	}

	const others = (): readonly string[] => world.roles.filter(({ id }) => id !== role.id).map(({ id }) => id);

	const holding: Readonly<
		Record<keyof World["plan"]["habits"]["hold"], (about: Belief, epoch: number) => void>
	> = {
		say: (about, epoch) => speak(about, epoch),
		sayTwice: (about, epoch) => speak(about, epoch, {}, true),
		/** Typed for so long that control may have come and gone meanwhile. */
		sayLate: (about, epoch) => void think(() => speak(about, epoch), 60_000),
		handOver: (about, epoch) =>
			command(about, {
				type: "handover",
				epoch,
				person: about.person,
				toAppIds: [random.pick(others())],
			} as never),
		handOverToAll: (about, epoch) =>
			command(about, { type: "handover", epoch, person: about.person, note: "who can?" } as never),
		withdraw: (about, epoch) => command(about, { type: "withdraw", epoch, person: about.person } as never),
		release: (about, epoch) =>
			command(about, { type: "release", epoch, person: about.person, why: "done" } as never),
		close: (about, epoch) =>
			command(about, { type: "close", epoch, person: about.person, why: "solved" } as never),
		goQuiet() {},
		useDraft(about, epoch) {
			const draftId = about.drafts.pop();
			if (draftId === undefined) return;
			const person = speaker(about);
			const corrected = random.chance(0.5);
			const text = corrected ? words_(about, person) : undefined;
			const input = text === undefined ? {} : { input: { type: "text", value: text } };
			command(
				about,
				{ type: "sendDraft", epoch, draftId, person, ...input } as never,
				text,
				random.chance(0.2),
			);
		},
		dropDraft(about) {
			const draftId = about.drafts.pop();
			if (draftId !== undefined)
				command(about, { type: "discardDraft", draftId, person: speaker(about) } as never);
		},
		takeAgain: (about) => command(about, { type: "takeover", person: about.person } as never),
		pretend(about, epoch) {
			const person = speaker(about);
			const text = words_(about, person);
			const representative = {
				representativeType: random.pick(["BOT", "HUMAN"]),
				displayName: "Somebody else",
			};
			command(
				about,
				{
					type: "agentSay",
					epoch,
					person,
					activity: { type: "message", text, channelData: { representative } },
				} as never,
				text,
			);
		},
		typing: ({ talk }) => desk.client.typing(talk.key),
	};

	const idling: Readonly<Record<keyof World["plan"]["habits"]["idle"], (about: Belief) => void>> = {
		takeOver(about) {
			about.person = somebody();
			command(about, { type: "takeover", person: about.person } as never, undefined, random.chance(0.1));
		},
		interject(about) {
			const person = speaker(about);
			const text = words_(about, person);
			command(
				about,
				{ type: "interject", person, input: { type: "text", value: text } } as never,
				text,
				random.chance(0.1),
			);
		},
		note: (about) => command(about, { type: "note", text: "a note", person: somebody() } as never),
		watch: (about) => command(about, { type: "watch" } as never),
		unwatch: (about) => command(about, { type: "unwatch" } as never),
		setMode: (about) =>
			command(about, { type: "mode", mode: random.pick(["auto", "auto", "draft-only", "off"]) } as never),
		close: (about) => command(about, { type: "close", epoch: about.epoch, person: about.person } as never),
		read: ({ talk }) =>
			void desk.client.getTranscript({ conversationId: talk.key, limit: 20 }).catch(() => {}),
		list: () => void desk.client.getList({ of: random.pick(["waiting", "held", "open"]) }).catch(() => {}),
		sayAnyway: (about) => speak(about, about.epoch ?? random.whole(0, 3)),
		releaseAnyway: (about) =>
			command(about, { type: "release", epoch: about.epoch ?? random.whole(0, 3) } as never),
		trespass() {
			const foreign = world.talks.filter(({ bot }) => !role.bots.includes(bot));
			if (foreign.length === 0) return;
			tally.count("deed", "desk: reaches for a conversation of another bot");
			const about = belief(random.pick(foreign));
			command(about, { type: "takeover", person: somebody() } as never);
			void desk.client.getTranscript({ conversationId: about.talk.key }).catch(() => {});
		},
		nothing() {},
	};

	function idle(): void {
		if (!desk.life.alive || desk.client.status !== "connected") return;
		const own = world.talks.filter(({ bot }) => role.bots.includes(bot));
		if (own.length === 0) return;
		const deed = random.weighted(plan.habits.idle);
		tally.count("deed", `idle: ${deed}`);
		idling[deed](belief(random.pick(own)));
	}

	/** A desk that comes back finds what its people had typed, and what they believed. */
	function began(): void {
		for (const about of beliefs.values()) {
			about.busy = false;
			if (about.epoch === undefined) continue;
			tally.count("fault", "desk: comes back with an old belief");
			const { epoch } = about;
			think(() => speak(about, epoch), 2_000);
			work(about);
		}
	}

	desk.listen({ heard: (_, heard) => hear(heard), began, answered: (_, commanded) => answered(commanded) });
	repeatedly(world, plan.habits.idleEveryMs, idle);

	/** Told that it is not theirs, they believe it, mostly. */
	function answered({ talk, answer }: Commanded): void {
		if (typeof answer === "string") return;
		const isOver = answer.refused === "not-in-control" || answer.refused === "stale-epoch";
		if (isOver && random.chance(0.7)) belief(talk).epoch = undefined;
	}
}
