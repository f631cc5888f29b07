import type { FieldProblem } from "#platform/problem.ts";

/** NIST SP 800-63B: length decides, not a mixture of characters; well-known passwords are refused. */
const SHORTEST = 12;
const LONGEST = 200;
/** Without the words everyone tries, its digits and its marks, this much of a password must remain. */
const REMAINDER = 5;
const DISTINCT = 6;

const WELL_KNOWN = [
  "motdepasse",
  "password",
  "passwort",
  "secret",
  "azertyuiop",
  "azerty",
  "qwertyuiop",
  "qwerty",
  "qsdfghjklm",
  "asdfghjkl",
  "wxcvbn",
  "zxcvbnm",
  "abcdefgh",
  "abcd",
  "admin",
  "administrateur",
  "administrator",
  "root",
  "user",
  "utilisateur",
  "bonjour",
  "bienvenue",
  "welcome",
  "letmein",
  "iloveyou",
  "jetaime",
  "soleil",
  "diwan",
  "maroc",
  "morocco",
  "almaghrib",
  "rabat",
  "casablanca",
  "casa",
  "fes",
  "marrakech",
  "tanger",
  "agadir",
  "meknes",
  "ministere",
  "direction",
  "service",
  "wydad",
  "raja",
  "football",
  "ramadan",
  "inchallah",
  "bismillah",
  "hamdoulilah",
  "mohamed",
  "mohammed",
  "fatima",
  "كلمةالسر",
  "كلمةالمرور",
  "المغرب",
  "الرباط",
  "الدارالبيضاء",
  "ديوان",
  "محمد",
  "فاطمة",
  "بسمالله",
  "الحمدلله",
  "ضصثقفغعه",
];

/** Why a password is refused, as a field problem at `path`; null when it will do. */
export function passwordFault(password: string, login: string, path = "password"): FieldProblem | null {
  const length = [...password].length;
  if (length < SHORTEST) return { path, code: "accounts.password_short", params: { least: SHORTEST } };
  if (length > LONGEST) return { path, code: "accounts.password_long", params: { most: LONGEST } };
  const plain = password.toLowerCase().normalize("NFKC");
  if (login.length >= 4 && plain.includes(login.toLowerCase())) return { path, code: "accounts.password_holds_login" };
  return isCommon(plain) ? { path, code: "accounts.password_common" } : null;
}

function isCommon(plain: string): boolean {
  if (new Set(plain).size < DISTINCT) return true;
  let rest = plain.replace(/[^\p{L}]/gu, "");
  for (const word of WELL_KNOWN) rest = rest.replaceAll(word, "");
  const onlyDigits = !/\p{L}/u.test(plain);
  return onlyDigits || rest.length < REMAINDER;
}
