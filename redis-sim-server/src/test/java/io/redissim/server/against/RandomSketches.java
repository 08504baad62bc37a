package io.redissim.server.against;

import java.util.List;

/** Forms of commands on HyperLogLogs and on places, for {@link RandomCommands}. */
final class RandomSketches {
  static final List<String> FORMS =
      Forms.of(
          """
          PFADD $hll ( $m )*
          PFADD $hll $m $m $m $m $m $m $m $m $m
          PFCOUNT ( $hll )+
          PFMERGE $hll ( $hll )*
          GET $hll
          STRLEN $hll
          DEL $hll
          SET $hll text
          SETRANGE $hll ( 0 | 4 | 8 ) ( a | HYLL | H )
          PFDEBUG ( ENCODING | DECODE | TODENSE | FOO ) $hll
          PFDEBUG ( GETREG | SIMD ) $hll
          PFDEBUG ENCODING
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
          GEORADIUS $geo $lon $lat ( 100 | 5000 ) km ( WITHDIST | WITHCOORD | WITHHASH | COUNT 2 | ASC | DESC )*
          GEORADIUS $geo $lon $lat 5000 km ( STORE | STOREDIST | COUNT 1 ASC STORE ) $geo
          GEORADIUS_RO $geo $lon $lat 5000 ( km | mi | foo ) ASC ( STORE $geo )?
          GEORADIUSBYMEMBER $geo $m 5000 km ( WITHDIST | WITHCOORD | WITHHASH | COUNT 2 | ASC | DESC )*
          GEORADIUSBYMEMBER_RO $geo $m 5000 km ASC ( STOREDIST $geo )?
          GEOSEARCH $geo FROMMEMBER $m BYRADIUS 9000 km ( ASC | DESC | COUNT 3 ANY | COUNT 2 | WITHDIST )*
          GEOSEARCH $geo ( FROMMEMBER $m | FROMLONLAT 1 1 | BYRADIUS 1 km | BYBOX 1 1 m | ANY | COUNT )*
          GEOSEARCHSTORE $geo $geo FROMMEMBER $m BYBOX 3000 ( 3000 | -1 | abc ) km ( ASC COUNT 2 | STOREDIST )*
          ZRANGE $geo 0 -1 WITHSCORES
          SET $geo text
          DEL $geo
          """);

  private RandomSketches() {}
}
