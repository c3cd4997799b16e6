package dev.groundswell.pipelines.ingest.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every credential here is made up; they are put together so that no scanner takes them for one.
 */
class SecretShapeTest {

  private static final String BODY =
      "b7Kq2Zx9Lw4Tn8Vr3Yp6Hs1Jd5Mf0Gc7Qb2Xk9Wz4Ln8Rv3Py6Sh1Dj5Fm0Cg";

  @ParameterizedTest
  @CsvSource({
    "aws_access_key_id, AK, IAQ7WX3ZTLMN4PVRSE",
    "aws_access_key_id, AS, IAQ7WX3ZTLMN4PVRSE",
    "anthropic_api_key, sk-a, nt-api03-BODY_BODY-AA",
    "github_token, gh, p_BODY36",
    "github_token, gi, thub_pat_BODY22_BODY59",
    "google_api_key, AI, zaBODY35",
    "hugging_face_token, h, f_bKqZxLwTnVrYpHsJdMfGcQbXkWzLnRvPySh",
    "json_web_token, ey, JhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NSJ9.BODY22",
    "openai_api_key, s, k-BODY48",
    "openai_api_key, s, k-proj-BODY40",
    "private_key, -----BEGIN RSA PRI, VATE KEY-----",
    "private_key, -----BEGIN PRI, VATE KEY-----",
    "slack_token, xo, xb-2837461950-BODY22"
  })
  void knowsACredentialByItsShape(String kind, String one, String other) {
    String secret = one + filled(other);
    for (String text : List.of(secret, "KEY=" + secret + "\n", "{\"k\":\"a\\n" + secret + "\"}")) {
      assertThat(SecretShape.kindsIn(text))
          .as(text)
          .containsExactly(SecretKind.valueOf(kind.toUpperCase(Locale.ROOT)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "ghp_000000000000000000000000000000000000",
        "AKIA is how the ids begin, ghp_ are tokens, sk-ant- too, xoxb- also, AIza as well",
        "a task-oriented-approach-to-risk-proj-management-in-the-public-sector-of-today",
        "-----BEGIN CERTIFICATE----- and -----BEGIN PUBLIC KEY-----",
        "eyJhbGciOiJIUzI1NiJ9 is the header of a token",
        "5b0c9f7e-1c2d-4e3f-8a9b-0c1d2e3f4a5b 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b"
      })
  void takesNothingElseForOne(String text) {
    assertThat(SecretShape.kindsIn(text)).isEmpty();
  }

  @Test
  void keepsOfAProducersListOnlyTheNames() {
    assertThat(SecretKind.known(List.of("github_token", "gh" + "p_" + BODY, "x")))
        .containsExactly("github_token", "other");
  }

  @Test
  void namesAreAFormat() {
    assertThat(SecretKind.values())
        .extracting(WireName::wireName)
        .containsExactly(
            "aws_access_key_id",
            "anthropic_api_key",
            "github_token",
            "google_api_key",
            "hugging_face_token",
            "json_web_token",
            "openai_api_key",
            "private_key",
            "slack_token");
  }

  private static String filled(String shape) {
    String filled = shape;
    for (int length : List.of(22, 35, 36, 40, 48, 59)) {
      filled = filled.replace("BODY" + length, BODY.substring(0, length));
    }
    return filled.replace("BODY", BODY.substring(0, 40));
  }
}
