export type { DialogPolicy } from "./dialogs.js";
export { intent, type Pattern } from "./intent.js";
export { type BotkitPluginLike, type BotkitPluginOptions, botkitPlugin } from "./plugin.js";
