package io.redissim.server.against;

import java.util.List;

/** Forms of commands on HyperLogLogs and on places, for {@link RandomCommands}. */
final class RandomSketches {
  static final List<String> FORMS =
      """
      PFADD $hll ( $m )*
      PFADD $hll $m $m $m $m $m $m $m $m $m
      PFCOUNT ( $hll )+
      PFMERGE $hll ( $hll )*
      GET $hll
      STRLEN $hll
      DEL $hll
      SET $hll text
      GEOADD $geo ( NX | XX | CH | FOO )? $lon $lat $m
      GEOADD $geo $lon $lat $m $lon $lat $m $lon $lat $m
      GEOPOS $geo ( $m )*
      GEOHASH $geo ( $m )*
      GEODIST $geo $m $m ( m | km | mi | ft | inch )?
      GEOSEARCH $geo FROMLONLAT $lon $lat BYRADIUS ( 100 | 1000 | 10000 | -1 ) km ASC ( WITHDIST | WITHCOORD | WITHHASH )*
      GEOSEARCH $geo FROMMEMBER $m BYBOX ( 100 | 8000 ) ( 100 | 8000 ) km DESC ( COUNT ( 1 | 3 | 0 ) )? ( WITHDIST )?
      GEORADIUS $geo $lon $lat ( 100 | 5000 ) km ( WITHDIST )? ASC
      GEORADIUSBYMEMBER $geo $m ( 100 | 5000 ) km DESC ( STORE $geo )?
      GEOSEARCHSTORE $geo $geo FROMLONLAT $lon $lat BYRADIUS 3000 km ( STOREDIST )?
      ZRANGE $geo 0 -1 WITHSCORES
      DEL $geo
      """
          .lines()
          .map(String::strip)
          .toList();

  private RandomSketches() {}
}
