/** Words about signing in that the counter and the back offices share, in Japanese: the source of the keys. */
export const ja = {
  newPassword: "新しいパスワード",
  passwordHint: (v: { least: string }) =>
    `${v.least}文字以上。短いことばをいくつか続けると、おぼえやすくなります`,
  passwordShort: (v: { least: string }) => `${v.least}文字以上にしてください`,
  passwordSame: "いまのパスワードとはちがうものにしてください",
  passwordShow: "パスワードを表示する",
} as const;
