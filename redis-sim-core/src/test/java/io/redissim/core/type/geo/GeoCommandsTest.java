package io.redissim.core.type.geo;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.command.CommandTest;
import io.redissim.core.resp.Reply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Expected places and distances: observed on Redis 7.0.15 and Valkey 8.0.1. */
class GeoCommandsTest extends CommandTest {
  @BeforeEach
  void sicily() {
    run("GEOADD", "s", "13.361389", "38.115556", "Palermo", "15.087269", "37.502669", "Catania")
        .isInteger(2);
  }

  @Test
  void placesAreScores() {
    assertThat(effects())
        .containsExactly("ZADD s 3479099956230698 Palermo 3479447370796909 Catania");
    run("GEOPOS", "s", "Palermo", "none")
        .onWire(
            "*2\r\n*2\r\n$20\r\n13.36138933897018433\r\n$20\r\n38.11555639549629859\r\n*-1\r\n");
    run("GEOHASH", "s", "Palermo", "Catania", "none").isArrayOf("sqc8b49rny0", "sqdtr74hyu0", null);
    run("GEOHASH", "none", "a").onWire("*1\r\n$-1\r\n");
    run("GEOPOS", "none", "a").onWire("*1\r\n*-1\r\n");
  }

  @Test
  void distancesComeInFourUnits() {
    run("GEODIST", "s", "Palermo", "Catania").isBulk("166274.1516");
    run("GEODIST", "s", "Palermo", "Catania", "km").isBulk("166.2742");
    run("GEODIST", "s", "Palermo", "Catania", "MI").isBulk("103.3182");
    run("GEODIST", "s", "Palermo", "Catania", "ft").isBulk("545518.8700");
    run("GEODIST", "s", "Palermo", "Palermo").isBulk("0.0000");
    run("GEODIST", "s", "Palermo", "none").isNil();
    run("GEODIST", "none", "a", "b").isNil();
    run("GEODIST", "s", "Palermo", "Catania", "yd")
        .isError("ERR unsupported unit provided. please use M, KM, FT, MI");
    run("GEODIST", "s", "Palermo", "Catania", "m", "x").isError("ERR syntax error");
  }

  @Test
  void placesAreAddedByCondition() {
    run("GEOADD", "s", "NX", "CH", "1", "1", "Palermo", "2", "2", "new").isInteger(1);
    run("GEOADD", "s", "XX", "CH", "1", "1", "Palermo", "2", "2", "newer").isInteger(1);
    run("GEOADD", "s", "XX", "3", "3", "Palermo").isInteger(0);
    run("GEOADD", "none", "XX", "3", "3", "a").isInteger(0);
    run("GEOADD", "s", "NX", "XX", "1", "1", "a").isError("ERR syntax error");
    run("GEOADD", "s", "1", "1", "a", "2").isError("ERR syntax error");
    run("GEOADD", "s", "NX", "CH", "NX").isError("ERR syntax error");
    run("GEOADD", "none", "181", "1", "a")
        .isError("ERR invalid longitude,latitude pair 181.000000,1.000000");
    run("GEOADD", "none", "x", "1", "a").isError("ERR value is not a valid float");
    run("EXISTS", "none").isInteger(0);
  }

  @Test
  void whatIsNearIsFound() {
    run("GEOSEARCH", "s", "FROMLONLAT", "15", "37", "BYRADIUS", "200", "km", "ASC")
        .isArrayOf("Catania", "Palermo");
    run("GEOSEARCH", "s", "FROMLONLAT", "15", "37", "BYBOX", "400", "400", "km", "DESC")
        .isArrayOf("Palermo", "Catania");
    run("GEOSEARCH", "s", "FROMMEMBER", "Palermo", "BYRADIUS", "0", "m").isArrayOf("Palermo");
    run("GEORADIUS", "s", "15", "37", "200", "km", "WITHDIST", "WITHHASH", "COUNT", "1")
        .onWire("*1\r\n*3\r\n$7\r\nCatania\r\n$7\r\n56.4413\r\n:3479447370796909\r\n");
    run("GEORADIUSBYMEMBER_RO", "s", "Catania", "100", "mi").isArrayOf("Catania");
    Reply palermo =
        run("GEORADIUSBYMEMBER", "s", "Catania", "104", "mi", "WITHCOORD", "COUNT", "1", "DESC")
            .tree()
            .element(0);
    assertThat(palermo.element(0).text()).isEqualTo("Palermo");
    assertThat(palermo.element(1).element(0).text()).isEqualTo("13.36138933897018433");
    run("GEOSEARCH", "none", "FROMMEMBER", "a", "BYRADIUS", "1", "m").onWire("*0\r\n");
  }

  @Test
  void whatIsFoundCanBeStored() {
    run("GEOSEARCHSTORE", "to", "s", "FROMLONLAT", "15", "37", "BYRADIUS", "100", "km")
        .isInteger(1);
    run("GEOHASH", "to", "Catania", "Palermo").isArrayOf("sqdtr74hyu0", null);
    run("GEORADIUS", "s", "15", "37", "200", "km", "STORE", "to").isInteger(2);
    run("GEORADIUS", "s", "15", "37", "1", "km", "STOREDIST", "to").isInteger(0);
    run("EXISTS", "to").isInteger(0);
    run("GEOSEARCHSTORE", "s", "none", "FROMMEMBER", "a", "BYRADIUS", "1", "m").isInteger(0);
    run("EXISTS", "s").isInteger(0);
  }

  @Test
  void whatIsAskedForMustMakeSense() {
    run("GEOSEARCH", "s", "FROMMEMBER", "nobody", "BYRADIUS", "1", "m")
        .isError("ERR could not decode requested zset member");
    run("GEOSEARCH", "s", "BYRADIUS", "1", "m", "ASC", "WITHDIST")
        .isError("ERR exactly one of FROMMEMBER or FROMLONLAT can be specified for GEOSEARCH");
    run("GEOSEARCH", "s", "FROMLONLAT", "1", "1", "ASC", "WITHDIST")
        .isError("ERR exactly one of BYRADIUS and BYBOX can be specified for GEOSEARCH");
    run("GEOSEARCH", "s", "FROMLONLAT", "1", "1", "BYRADIUS", "-1", "m")
        .isError("ERR radius cannot be negative");
    run("GEOSEARCH", "s", "FROMLONLAT", "1", "1", "BYBOX", "1", "-1", "m")
        .isError("ERR height or width cannot be negative");
    run("GEOSEARCH", "s", "FROMLONLAT", "1", "1", "BYBOX", "1", "x", "m")
        .isError("ERR need numeric height");
    run("GEORADIUS", "s", "1", "1", "1", "m", "ANY")
        .isError("ERR the ANY argument requires COUNT argument");
    run("GEORADIUS", "s", "1", "1", "1", "m", "COUNT", "0").isError("ERR COUNT must be > 0");
    run("GEORADIUS_RO", "s", "1", "1", "1", "m", "STORE", "to").isError("ERR syntax error");
    run("GEORADIUS", "s", "1", "1", "1", "m", "STORE", "to", "WITHDIST")
        .isError(
            "ERR STORE option in GEORADIUS is not compatible with "
                + "WITHDIST, WITHHASH and WITHCOORD options");
    run("SET", "str", "x").isOk();
    run("GEOPOS", "str", "a")
        .isError("WRONGTYPE Operation against a key holding the wrong kind of value");
  }

  /** Cells beside each other are the same one: members must not come twice. */
  @Test
  void theWholeEarthIsFoundOnce() {
    run("GEOADD", "e", "-179", "-80", "a", "179", "80", "b", "0", "0", "c").isInteger(3);
    run("GEOSEARCH", "e", "FROMLONLAT", "0", "0", "BYRADIUS", "30000", "km", "ASC").tree();
    assertThat(
            run("GEOSEARCH", "e", "FROMLONLAT", "1", "1", "BYBOX", "50000", "50000", "km")
                .tree()
                .size())
        .isEqualTo(3);
  }
}
