export { type OpenedStore, type OpenStore, storeContract } from "./store-contract.js";
