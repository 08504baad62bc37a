package io.redissim.core.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissim.core.bytes.Key;
import io.redissim.core.bytes.KeyHash;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EffectsTest {
  private final List<String> sent = new ArrayList<>();
  private final Effects effects = new Effects();
  private final Key key = Key.of(new KeyHash(0), "k".getBytes(ISO_8859_1));

  EffectsTest() {
    effects.sendTo(
        (database, bytes, offset, length) ->
            sent.add(database + " " + new String(bytes, offset, length, ISO_8859_1)));
    effects.begin(3);
  }

  @Test
  void aKeyThatExpiresInsideAnEffectIsRefusedAtOnce() {
    Effects open = effects.command(3).word("SET");
    assertThatThrownBy(() -> effects.removed(3, key)).isInstanceOf(IllegalStateException.class);
    open.word("a").word("b");
    assertThat(sent).containsExactly("3 *3\r\n$3\r\nSET\r\n$1\r\na\r\n$1\r\nb\r\n");
  }

  @Test
  void anAbandonedEffectLeavesNothingBehind() {
    effects.command(3).word("SET");
    effects.abandon();
    effects.removed(1, key);
    assertThat(sent).containsExactly("1 *2\r\n$3\r\nDEL\r\n$1\r\nk\r\n");
  }

  @Test
  void anEffectOfMoreThanAnArrayHoldsIsRefused() {
    effects.command(2).word("SET");
    assertThatThrownBy(() -> effects.word(new byte[0], 0, Integer.MAX_VALUE - 20))
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessageContaining("an effect of more than");
    effects.removed(1, key);
    assertThat(sent).containsExactly("1 *2\r\n$3\r\nDEL\r\n$1\r\nk\r\n");
  }
}
