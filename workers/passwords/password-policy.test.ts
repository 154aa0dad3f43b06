import { expect, test } from "vitest";
import { newPasswordSchema } from "../../schema/api/passwords.ts";
import { isGuessable } from "./password-policy.ts";

const ABOUT = ["minato-clerk", "港 花子", "潮見県"];

test("PWD-1: fifteen characters or more are taken, whatever they are made of", () => {
  expect(newPasswordSchema.safeParse("a".repeat(14)).success).toBe(false);
  for (const good of [
    "umi to yama to kawa",
    "港の喫茶店でひるやすみをとる犬と猫",
    "kujira-hon-mado-inu",
    "73920185546201938",
  ])
    expect([good, newPasswordSchema.safeParse(good).success, isGuessable(good, ABOUT)]).toEqual([
      good,
      true,
      false,
    ]);
});

test("PWD-1: what is tried first is refused, alone, doubled, decorated or walked over the keyboard", () => {
  for (const bad of [
    "passwordpassword",
    "password123456789",
    "Passw0rd!Passw0rd!",
    "123456789012345",
    "qwertyuiopasdfgh",
    "1qaz2wsx3edc4rfv",
    "aaaaaaaaaaaaaaaa",
    "abcdefghijklmnop",
    "iloveyouiloveyou1",
    "20261126202611262026",
    "tegatategatategata",
  ])
    expect([bad, isGuessable(bad, ABOUT)]).toEqual([bad, true]);
});

test("PWD-1: what a guesser knows of the person is refused", () => {
  expect(isGuessable("minato-clerkminato-clerk", ABOUT)).toBe(true);
  expect(isGuessable("minatominatominato", ABOUT)).toBe(true);
  expect(isGuessable("minatominatominato", [])).toBe(true);
});

test("a long password is judged within a tenth of a second or so, whatever it is made of", () => {
  const started = performance.now();
  for (const long of ["a".repeat(200), "ab1".repeat(66), "x7Q!kd93".repeat(25)]) isGuessable(long, ABOUT);
  expect(performance.now() - started).toBeLessThan(5_000);
});
