/** Names of made-up people: as many alike as among real ones, and one given name that every twentieth has. */

const surnames = [
  ..."王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈",
];
const givenCharacters = [
  ..."伟芳娜敏静丽强磊军洋勇艳杰娟涛超秀霞平刚桂英华玉兰红春梅建国文志海燕飞鹏宇浩然子轩雨晨欣怡佳琪思远梦瑶俊熙一诺",
];
const firstNames =
  "Mary John Anna Peter Olga Ivan Lucy Omar Nina Paul Sara Hugo Emma Liam Noah Mia Leo Zoe Max Eva";
const lastNames =
  "Smith Jones Brown Miller Davis Garcia Lopez Wilson Martin Clark Lewis Walker Hall Young King Wright Hill Green";

/** Whoever has it shares both characters with every twentieth. */
export const commonGivenName = "小明";

/** The name of the person with this number, always the same; some 40,000 different ones. */
export function nicknameOf(index: number): string {
  const mixed = Math.imul(index + 1, 0x9e3779b1) >>> 0;
  const surname = surnames[mixed % surnames.length] ?? "王";
  if (index % 20 === 0) return surname + commonGivenName;
  const draw = (mixed >>> 7) % 12_000;
  if (index % 4 === 1) {
    const [first, last] = [firstNames.split(" "), lastNames.split(" ")];
    return `${first[draw % first.length]} ${last[(draw >>> 5) % last.length]}`;
  }
  const given = givenCharacters[draw % givenCharacters.length] ?? "伟";
  const second = givenCharacters[(draw >>> 6) % givenCharacters.length] ?? "伟";
  return index % 3 === 0 ? surname + given : surname + given + second;
}

export function usernameOf(index: number): string {
  return `${["night", "blue", "quick", "calm", "sunny"][index % 5]}_${(index * 7919 + 13).toString(36)}`;
}
