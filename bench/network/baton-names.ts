/** What the server and the desk of the benchmarks know each other by. */
export const appId = "desk";
export const appSecret = "a secret that opens nothing";
export const channelId = "bench";
