import { bridgeServerContract } from "../../src/testing/index.js";
import { openOwnServer } from "./own-server.js";

bridgeServerContract("our own", { open: openOwnServer });
