export { BatonError } from "./error.js";
