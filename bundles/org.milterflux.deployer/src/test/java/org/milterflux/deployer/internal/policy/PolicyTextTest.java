package org.milterflux.deployer.internal.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.milterflux.deployer.DeploymentException;

/** The files as people write them: ␤ is a line's end, ⏎ one of Windows, ¤ a quotation mark. */
class PolicyTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            value = {
                "'' -> rank=I¤5¤␤",
                "filter=¤x¤␤ -> filter=¤x¤␤rank=I¤5¤␤",
                "filter=¤x¤ -> filter=¤x¤␤rank=I¤5¤␤",
                "filter=¤x¤⏎ -> filter=¤x¤⏎rank=I¤5¤⏎",
                "# why␤rank=I¤1¤␤filter=¤x¤␤ -> # why␤rank=I¤5¤␤filter=¤x¤␤",
                "␤  rank : I¤1¤␤␤! end␤ -> ␤rank=I¤5¤␤␤! end␤",
                "rank=I¤1¤␤shadow=B¤true¤␤rank=I¤2¤␤ -> shadow=B¤true¤␤rank=I¤5¤␤",
                "rank=\\␤  I¤1¤␤shadow=B¤true¤␤ -> rank=I¤5¤␤shadow=B¤true¤␤",
                "listeners=[ \\␤  ¤a¤, \\␤  ¤rank=b¤, \\␤  ]␤# end -> listeners=[ \\␤  ¤a¤, \\␤  ¤rank=b¤, \\␤  ]␤# end␤rank=I¤5¤␤",
                "# rank=I¤1¤ \\␤shadow=B¤true¤␤ -> # rank=I¤1¤ \\␤shadow=B¤true¤␤rank=I¤5¤␤",
                "ranking=I¤1¤␤ -> ranking=I¤1¤␤rank=I¤5¤␤"
            })
    void changesOneKeyAndNothingElse(String before, String after) {
        assertThat(PolicyText.of(file(before)).with("rank", "I\"5\"").text()).isEqualTo(file(after));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            value = {
                "filter=¤x¤␤ -> filter=¤x¤␤",
                "filter=¤x¤␤listeners=[ \\␤  ¤a¤, \\␤  ]␤# end␤ -> filter=¤x¤␤# end␤",
                "listeners=[¤a¤]␤filter=¤x¤␤listeners=[¤b¤] -> filter=¤x¤␤"
            })
    void takesOneKeyOut(String before, String after) {
        assertThat(PolicyText.of(file(before)).without("listeners").text()).isEqualTo(file(after));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            value = {
                "filter=¤x¤␤rank=I¤5¤␤ -> filter=¤x¤␤rank=I¤5¤␤",
                "filter=x␤rank=5␤ -> filter=¤x¤␤rank=I¤5¤␤",
                "# c␤filter=¤x¤␤rank=5␤shadow = true␤ -> # c␤filter=¤x¤␤rank=I¤5¤␤shadow=B¤true¤␤",
                "filter=x␤rank=many␤ -> filter=¤x¤␤rank=¤many¤␤",
                "filter=x␤condition=size > 3 && \\␤  tls␤ -> filter=¤x¤␤condition=¤size > 3 && tls¤␤",
                "filter=¤x¤␤listeners=a,b␤ -> filter=¤x¤␤listeners=[¤a¤,¤b¤]␤"
            })
    void healsWhatIsNotTyped(String before, String after) {
        assertThat(PolicyText.of(file(before)).typed().text()).isEqualTo(file(after));
    }

    @Test
    void readsWhatFileInstallReads() throws DeploymentException {
        String text = "# c\nfilter=\"x\"\nlisteners=[ \\\n \"a\", \\\n \"b\", \\\n ]\nrank=I\"-5\"\nshadow=B\"true\"\n";
        assertThat(PolicyText.of(text).values())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("filter", "x", "listeners", List.of("a", "b"), "rank", -5, "shadow", true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rank=I\"five\"\n", "rank=I\"\"\n"})
    void saysWhatCannotBeParsed(String text) {
        assertThatThrownBy(() -> PolicyText.of(text).values())
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("cannot be parsed");
    }

    /** Whatever is typed must come out of FileInstall's own parser as it was, and harm no other key. */
    @Test
    void writesEveryTextSoThatItIsReadAgain() throws DeploymentException {
        String letters = "\\\"${}abn=:# [](),'\n\t\rü!;uI0";
        Random random = new Random(4);
        for (int round = 0; round < 3_000; round++) {
            StringBuilder value = new StringBuilder();
            for (int length = 1 + random.nextInt(10); length > 0; length--) {
                value.append(letters.charAt(random.nextInt(letters.length())));
            }
            PolicyText text = PolicyText.of("filter=\"x\"\nrank=I\"5\"\n")
                    .with("condition", Literal.text(value.toString()))
                    .with("shadow", "B\"true\"");
            assertThat(PolicyText.of(text.text()).typed().values())
                    .containsExactlyInAnyOrderEntriesOf(
                            Map.of("filter", "x", "rank", 5, "condition", value.toString(), "shadow", true));
        }
    }

    private static String file(String drawn) {
        return drawn.replace('¤', '"').replace("␤", "\n").replace("⏎", "\r\n");
    }
}
