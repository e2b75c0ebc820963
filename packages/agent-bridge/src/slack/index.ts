export { type ManifestOptions, type SlackManifest, slackManifest } from "./manifest.js";
