package io.redissim.server.against;

import io.redissim.core.bytes.Ascii;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The words that stand for the names in {@link Forms}. */
final class RandomWords {
  private final Random random;
  private final List<byte[]> payloads;
  private int lastId;

  /**
   * @param payloads of DUMP, for RESTORE
   */
  RandomWords(Random random, List<byte[]> payloads) {
    this.random = random;
    this.payloads = payloads;
  }

  /** The word that stands for the name this time. */
  byte[] word(String name) {
    return switch (name) {
      case "$k" -> key();
      case "$anykey" -> anyKey();
      case "$v" -> value();
      case "$n" -> number();
      case "$f" -> decimal();
      case "$i" ->
          one(
              "0",
              "1",
              "2",
              "5",
              "-1",
              "-3",
              "100",
              "-100",
              "1000000",
              "abc",
              "1.0",
              "9223372036854775807",
              "-9223372036854775808",
              "4294967296",
              "-4294967297");
      case "$index" ->
          one("0", "1", "2", "9", "-1", "-3", "100", "-100", "-9223372036854775808", "4294967296");
      case "$off" ->
          one(
              "0",
              "1",
              "5",
              "50",
              "600",
              "-1",
              "536870912",
              "4294967296",
              "abc",
              "9223372036854775807",
              "-9223372036854775808");
      // Never the same twice: whether one deadline is later than another must not hang on a moment.
      case "$s" ->
          random.nextBoolean()
              ? far(1000)
              : one(
                  "0",
                  "-1",
                  "abc",
                  "1.5",
                  "9223372036854775807",
                  "9223372036854775",
                  "9223372036854776",
                  "-9223372036854775808",
                  "9223372036854775808",
                  "4294967296",
                  "9223370399119966");
      case "$ms" ->
          random.nextBoolean()
              ? far(1_000_000)
              : one(
                  "0",
                  "-1",
                  "abc",
                  "1e9",
                  "9223372036854775807",
                  "-9223372036854775808",
                  "9223372036854775808",
                  "9223370399119966000");
      // SET does not remove what it sets with a deadline that has passed: it would count in DBSIZE.
      case "$later" ->
          one(
              "4102444800",
              "9999999999",
              "4102444800",
              "0",
              "-1",
              "abc",
              "9223372036854775807",
              "9223372036854775",
              "9223372036854776",
              "-9223372036854775808");
      case "$laterms" ->
          one(
              "4102444800000",
              "9999999999999",
              "4102444800000",
              "0",
              "-1",
              "abc",
              "9223372036854775807",
              "-9223372036854775808",
              "9223372036854775808");
      case "$at" ->
          one(
              "4102444800",
              "9999999999",
              "4102444800",
              "1",
              "0",
              "-1",
              "abc",
              "9223372036854775807",
              "9223372036854775",
              "9223372036854776",
              "-9223372036854775808");
      case "$atms" ->
          one(
              "4102444800000",
              "9999999999999",
              "4102444800000",
              "1",
              "0",
              "-1",
              "abc",
              "9223372036854775807",
              "-9223372036854775808",
              "9223372036854775808");
      case "$db" ->
          one("0", "1", "2", "15", "16", "-1", "abc", "99999999999", "9223372036854775808");
      case "$bits" -> Ascii.bytes("bits" + random.nextInt(4));
      case "$bit" -> bit();
      case "$bittype" -> bitType();
      case "$tosort" -> one("tosort", "stosort", "ztosort", "tosort", "a");
      case "$sorted" -> one("1", "2", "3", "4", "a", "b", "10", "-1", "1.5", "01", "");
      case "$weight" -> one("w_1", "w_2", "w_3", "w_a", "w_10");
      case "$by" -> one("w_*", "w_*->f", "w_*->g", "w_*->", "*", "*_*", "w_*->nothing");
      case "$sortdest" -> one("tosort", "sorted", "sorted", "sorted", "stosort");
      case "$ch" -> one("c", "c", "d", "news", "", "__keyevent@0__:set", "a b");
      case "$pat" -> one("*", "c*", "n?ws", "[cd]", "__key*__:*", "", "nothing");
      case "$q" -> one("q", "q", "p", "p", "zq");
      case "$zq" -> one("zq", "zq", "zp", "q");
      case "$sq" -> one("sq", "sq", "sp", "q");
      case "$anyq" -> one("q", "p", "zq", "zp", "sq", "sp");
      case "$e" -> one("a", "b", "c", "1", "2");
      case "$newid" -> Ascii.bytes(++lastId + "-" + random.nextInt(3));
      case "$oldid" ->
          Ascii.bytes(Math.max(1, lastId - random.nextInt(4)) + "-" + random.nextInt(3));
      case "$set" -> Ascii.bytes("set" + random.nextInt(6));
      case "$list" -> Ascii.bytes("list" + random.nextInt(5));
      case "$hll" -> Ascii.bytes("hll" + random.nextInt(4));
      case "$geo" -> Ascii.bytes("geo" + random.nextInt(3));
      case "$lon" -> Ascii.bytes(Integer.toString(random.nextInt(362) - 181));
      case "$lat" -> Ascii.bytes(random.nextInt(172) - 86 + "." + random.nextInt(1000));
      case "$m" -> member();
      case "$zset" -> Ascii.bytes("zset" + random.nextInt(5));
      case "$score" -> score();
      case "$zscore" -> Ascii.bytes(Integer.toString(random.nextInt(20)));
      case "$bound" -> Ascii.bytes((random.nextInt(4) == 0 ? "(" : "") + Ascii.string(score()));
      case "$lexbound" -> one("-", "+", "[a", "(b", "[m", "(memb", "[1", "[", "a", "", "++");
      case "$count" -> one("0", "-1", "abc", "1.5", "9223372036854775808", "");
      case "$big" -> one("9223372036854775807", "123456789012");
      case "$lcs" -> Ascii.bytes("lcs" + random.nextInt(3));
      case "$text" -> letters(random.nextInt(30));
      case "$dump" -> payload();
      default -> RandomHashes.word(name, random);
    };
  }

  private byte[] key() {
    int dice = random.nextInt(40);
    return switch (dice) {
      case 0 -> Ascii.EMPTY;
      case 1 -> Ascii.bytes("k\r\n\0\u00ff");
      case 2 -> Ascii.bytes("a b");
      case 3 -> Ascii.bytes("k".repeat(300));
      case 4 -> Ascii.bytes("key:{tag}:1");
      case 5 -> Ascii.bytes("hello");
      default -> Ascii.bytes(String.valueOf((char) ('a' + dice % 6)));
    };
  }

  private byte[] anyKey() {
    return switch (random.nextInt(10)) {
      case 0 -> Ascii.bytes("set" + random.nextInt(6));
      case 1 -> Ascii.bytes("list" + random.nextInt(5));
      case 2 -> Ascii.bytes("hash" + random.nextInt(4));
      case 3 -> Ascii.bytes("zset" + random.nextInt(5));
      case 4 -> one("s", "t", "u");
      case 5 -> Ascii.bytes("hll" + random.nextInt(4));
      case 6 -> one("geo0", "geo1", "bits0", "bits1", "tosort", "sorted");
      default -> key();
    };
  }

  /** Of an offset: a number or, for BITFIELD, #number. */
  private byte[] bit() {
    return switch (random.nextInt(4)) {
      case 0 -> Ascii.bytes("#" + random.nextInt(20));
      case 1 -> one("4294967296", "-1", "abc", "", "9223372036854775807", "#-1", "#");
      default -> Ascii.bytes(Integer.toString(random.nextInt(200)));
    };
  }

  private byte[] bitType() {
    return random.nextInt(8) == 0
        ? one("u64", "i65", "u0", "i0", "u", "8", "x8", "", "i-1", "u63x")
        : Ascii.bytes((random.nextBoolean() ? "i" : "u") + (1 + random.nextInt(63)));
  }

  private byte[] value() {
    return switch (random.nextInt(16)) {
      case 0 -> Ascii.EMPTY;
      case 1 -> letters(44);
      case 2 -> letters(45);
      case 3 -> bytes(random.nextInt(300));
      case 4 -> random.nextInt(4) == 0 ? letters(random.nextInt(40_000)) : letters(1000);
      case 5, 6, 7 -> number();
      case 8 -> decimal();
      case 9 -> Ascii.bytes("a".repeat(random.nextInt(5000)));
      default -> letters(random.nextInt(12));
    };
  }

  private byte[] number() {
    return switch (random.nextInt(4)) {
      case 0 -> Ascii.bytes(Integer.toString(random.nextInt(20_000) - 5000));
      case 1 -> Ascii.bytes(Long.toString(random.nextLong() >> random.nextInt(63)));
      default ->
          one(
              "0",
              "1",
              "-1",
              "2",
              "100",
              "9223372036854775807",
              "-9223372036854775808",
              "9223372036854775808",
              "1.5",
              "abc",
              "",
              " 1",
              "1 ",
              "007",
              "+5",
              "-0",
              "0x10",
              "9999",
              "10000",
              "123456789012345678901234567890");
    };
  }

  /** Of few, so that sets have some in common. */
  private byte[] member() {
    return switch (random.nextInt(4)) {
      case 0 -> Ascii.bytes(Integer.toString(random.nextInt(300) - 50));
      case 1 -> letters(random.nextInt(4));
      case 2 -> Ascii.bytes("member".repeat(random.nextInt(20)) + random.nextInt(10));
      default -> number();
    };
  }

  /** With few binary digits, so that every version prints it alike. */
  private byte[] score() {
    return switch (random.nextInt(4)) {
      case 0 -> Ascii.bytes(Double.toString(random.nextInt(160) / 8.0));
      case 1 ->
          one("inf", "-inf", "+inf", "0", "1e3", "0x10", "nan", "abc", "", "1e999", " 1", ".5");
      default -> Ascii.bytes(Integer.toString(random.nextInt(20) - 5));
    };
  }

  private byte[] decimal() {
    return switch (random.nextInt(4)) {
      case 0 -> Ascii.bytes(Double.toString(random.nextGaussian()));
      case 1 -> Ascii.bytes(random.nextInt(1000) + "." + random.nextInt(100_000));
      case 2 -> Ascii.bytes(random.nextInt(1000) - 500 + "e" + (random.nextInt(40) - 20));
      default ->
          one(
              "0.1",
              "1.5",
              "-2.25",
              "3.0e3",
              "1e-5",
              "5e20",
              "0.00000000000000001",
              "1e17",
              "123456.789",
              "inf",
              "-inf",
              "nan",
              "",
              "abc",
              "1e5000",
              "0x1p3",
              " 1",
              "1 ",
              ".5",
              "5.",
              "-.5",
              "1e",
              "+1.5",
              "0",
              "-0",
              "1e-400",
              "9007199254740993",
              "1.7976931348623157e308");
    };
  }

  private byte[] far(long atLeast) {
    return Ascii.bytes(Long.toString(atLeast + random.nextInt(2_000_000_000)));
  }

  private byte[] payload() {
    byte[] payload = payloads.get(random.nextInt(payloads.size())).clone();
    if (random.nextInt(6) == 0 && payload.length > 0) {
      payload[random.nextInt(payload.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return random.nextInt(10) == 0 ? Arrays.copyOf(payload, random.nextInt(12)) : payload;
  }

  private byte[] letters(int count) {
    byte[] text = new byte[count];
    for (int i = 0; i < count; i++) {
      text[i] = (byte) ('a' + random.nextInt(4));
    }
    return text;
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] one(String... words) {
    return Ascii.bytes(words[random.nextInt(words.length)]);
  }
}
