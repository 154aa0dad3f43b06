/** Words about one's own sign-in, in Japanese: the source of the keys. */
export const ja = {
  title: "自分のサインイン",
  password: "パスワード",
  passwordLead: "変えると、ほかの場所はすべてサインアウトします。",
} as const;
