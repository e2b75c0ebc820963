import type { AppId } from "../../control/control.js";
import type { BotId } from "../../conversation/participants.js";
import type { Veil } from "./veil.js";

/*
 * What the lists of a partition are called that are of one app or one bot.
 */
export const newsOf = (veil: Veil, app: AppId): string => `news:${veil.name(app)}`;
export const heldBy = (veil: Veil, app: AppId): string => `held:${veil.name(app)}`;
export const openOf = (veil: Veil, bot: BotId): string => `open:${veil.name(bot)}`;
export const taughtOf = (veil: Veil, bot: BotId): string => `taught:${veil.name(bot)}`;

/** The bot of a line. */
export const hideBot = (veil: Veil, bot: BotId): string => veil.hide(bot, "bot");
export const revealBot = (veil: Veil, hidden: string): BotId => veil.reveal(hidden, "bot") as BotId;
