// One call of most kinds that an application makes through ioredis. Run by ./run.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import Redis from "ioredis";

const port = Number(process.env.REDIS_PORT ?? 6379);
let redis;

before(() => {
  redis = new Redis({ port, retryStrategy: (times) => (times > 100 ? null : 100) });
});
beforeEach(() => redis.flushall());
after(() => redis.quit());

test("strings and counters", async () => {
  assert.equal(await redis.set("k", "v", "EX", 100), "OK");
  assert.equal(await redis.get("k"), "v");
  assert.equal(await redis.incrby("n", 5), 5);
  assert.deepEqual(await redis.mget("k", "none"), ["v", null]);
  assert.deepEqual(await redis.getBuffer("k"), Buffer.from("v"));
  await assert.rejects(redis.incr("k"), /^ReplyError: ERR value is not an integer or out of range$/);
});

test("lists", async () => {
  assert.equal(await redis.rpush("l", "a", "b", "c"), 3);
  assert.deepEqual(await redis.lrange("l", 0, -1), ["a", "b", "c"]);
  assert.equal(await redis.lmove("l", "m", "LEFT", "RIGHT"), "a");
  assert.deepEqual(await redis.lpop("l", 5), ["b", "c"]);
});

test("hashes", async () => {
  await redis.hset("h", { a: 1, b: 2 });
  assert.deepEqual(await redis.hgetall("h"), { a: "1", b: "2" });
  assert.equal(await redis.hincrby("h", "a", 2), 3);
  const fields = {};
  for (let i = 0; i < 1000; i++) fields["f" + i] = String(i);
  await redis.hset("big", fields);
  const seen = new Set();
  for await (const page of redis.hscanStream("big", { count: 100 })) {
    for (let i = 0; i < page.length; i += 2) seen.add(page[i]);
  }
  assert.equal(seen.size, 1000);
});

test("sets and sorted sets", async () => {
  await redis.sadd("s", "a", "b", "c");
  await redis.sadd("t", "b", "c", "d");
  assert.deepEqual((await redis.sinter("s", "t")).sort(), ["b", "c"]);
  await redis.zadd("z", 1, "a", 2, "b", 3, "c");
  assert.deepEqual(await redis.zrange("z", 0, -1, "WITHSCORES"), ["a", "1", "b", "2", "c", "3"]);
  assert.deepEqual(await redis.zrangebyscore("z", "(1", "+inf", "LIMIT", 0, 1), ["b"]);
  assert.equal(await redis.zrank("z", "c"), 2);
});

test("streams and groups", async () => {
  const id = await redis.xadd("x", "*", "field", "value");
  await redis.xgroup("CREATE", "x", "g", "0");
  const [[key, [[read, pairs]]]] = await redis.xreadgroup("GROUP", "g", "me", "COUNT", 1, "STREAMS", "x", ">");
  assert.deepEqual([key, read, pairs], ["x", id, ["field", "value"]]);
  assert.equal(await redis.xack("x", "g", id), 1);
});

test("geo, bits and sketches", async () => {
  await redis.geoadd("g", 13.361389, 38.115556, "Palermo", 15.087269, 37.502669, "Catania");
  assert.equal(await redis.geodist("g", "Palermo", "Catania"), "166274.1516");
  assert.deepEqual(
    await redis.geosearch("g", "FROMLONLAT", 15, 37, "BYRADIUS", 200, "km", "ASC"), ["Catania", "Palermo"]);
  await redis.setbit("b", 7, 1);
  assert.equal(await redis.bitcount("b"), 1);
  await redis.pfadd("p", "a", "b", "c");
  assert.equal(await redis.pfcount("p"), 3);
});

test("transactions", async () => {
  const replies = await redis.multi().set("k", "1").incr("k").lpush("k", "x").exec();
  assert.deepEqual(replies.slice(0, 2), [[null, "OK"], [null, 2]]);
  assert.match(String(replies[2][0]), /WRONGTYPE/);
  await redis.watch("k");
  const other = redis.duplicate();
  await other.incr("k");
  assert.equal(await redis.multi().incr("k").exec(), null);
  await other.quit();
});

test("pipelines", async () => {
  const pipeline = redis.pipeline();
  for (let i = 0; i < 5000; i++) pipeline.rpush("l", i);
  const replies = await pipeline.exec();
  assert.deepEqual(replies[4999], [null, 5000]);
});

test("blocking pops", async () => {
  const other = redis.duplicate();
  const popped = other.blpop("none", "queue", 20);
  await redis.rpush("queue", "job");
  assert.deepEqual(await popped, ["queue", "job"]);
  assert.equal(await other.bzpopmin("none", 0.05), null);
  await other.quit();
});

test("publish and subscribe", async () => {
  const listener = redis.duplicate();
  const heard = [];
  const done = new Promise((resolve) => {
    listener.on("message", (channel, message) => heard.push([channel, message]));
    listener.on("pmessage", (pattern, channel, message) => {
      heard.push([pattern, channel, message]);
      resolve();
    });
  });
  assert.equal(await listener.subscribe("news"), 1);
  assert.equal(await listener.psubscribe("w*"), 2);
  assert.equal(await redis.publish("news", "hello"), 1);
  assert.equal(await redis.publish("weather", "rain"), 1);
  await done;
  assert.deepEqual(heard, [["news", "hello"], ["w*", "weather", "rain"]]);
  assert.equal(await listener.unsubscribe("news"), 1);
  listener.disconnect();
});

test("monitor", async () => {
  const monitor = await redis.monitor();
  const seen = new Promise((resolve) =>
    monitor.on("monitor", (time, args) => args[0].toLowerCase() === "set" && resolve(args)));
  await redis.set("watched", "1");
  assert.deepEqual((await seen).slice(1), ["watched", "1"]);
  monitor.disconnect();
});

test("scan streams", async () => {
  const pipeline = redis.pipeline();
  for (let i = 0; i < 1000; i++) pipeline.set("key:" + i, "v");
  await pipeline.exec();
  const keys = new Set();
  for await (const page of redis.scanStream({ match: "key:*", count: 100 })) page.forEach((k) => keys.add(k));
  assert.equal(keys.size, 1000);
});
