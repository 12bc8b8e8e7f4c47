/** The emoji that are offered, in the order of their use, with the words by which they are found. Pure. */

/** One a line: the emoji, its name for `:name:`, more words, and Chinese ones. */
const lines = `
😀 grinning happy smile 笑 开心
😄 smile happy laugh 笑 高兴
😁 grin happy 笑 嘻嘻
😆 laughing haha 大笑 哈哈
😅 sweat_smile phew 苦笑 汗
😂 joy laugh tears lol 笑哭
🤣 rofl laugh lol 笑翻
🙂 slight_smile fine 微笑
😉 wink 眨眼
😊 blush shy happy 害羞 开心
😇 innocent angel halo 天使
🥰 in_love hearts 喜爱
😍 heart_eyes love 花痴 喜欢
😘 kiss blow love 亲亲 飞吻
😋 yum tasty delicious 好吃 馋
😜 tongue_wink silly 吐舌
🤪 zany crazy 疯
🤔 thinking hmm 思考 想
🤨 raised_eyebrow doubt 怀疑
😐 neutral meh 无语
😏 smirk 得意
🙄 eye_roll 白眼
😌 relieved calm 放心
😴 sleeping tired zzz 睡觉 困
🤒 sick fever ill 发烧 生病
🤕 hurt bandage 受伤
🤢 nauseated sick 恶心
🥵 hot 热
🥶 cold freezing 冷
🤯 mind_blown shocked 震惊
🥳 partying party celebrate 庆祝
😎 cool sunglasses 酷
🤓 nerd glasses 书呆子
😕 confused 困惑
😟 worried 担心
😮 open_mouth wow 惊讶
😲 astonished wow 吃惊
🥺 pleading please 拜托 可怜
😢 cry sad 哭 难过
😭 sob crying sad 大哭
😱 scream fear 害怕 尖叫
😤 triumph huff 哼
😡 rage angry 生气 愤怒
🤬 swearing angry 骂
👍 thumbs_up yes good like ok 赞 好
👎 thumbs_down no bad 踩 不好
👌 ok_hand fine 好的
✌️ victory peace 胜利 耶
🤞 fingers_crossed luck 祝好运
🤝 handshake deal 握手
👏 clap applause bravo 鼓掌
🙌 raised_hands hooray 举手 万岁
🙏 pray thanks please 谢谢 拜托
💪 muscle strong 加油 强
👋 wave hello bye 你好 再见
✋ raised_hand stop 停 举手
👀 eyes look 看
🫡 salute 敬礼
🤦 facepalm 捂脸
🤷 shrug dunno 耸肩 不知道
❤️ heart love red 爱 心
🧡 orange_heart love 橙心
💛 yellow_heart love 黄心
💚 green_heart love 绿心
💙 blue_heart love 蓝心
💜 purple_heart love 紫心
🖤 black_heart 黑心
💔 broken_heart 心碎
💯 hundred perfect 满分
💥 boom 爆炸
🔥 fire hot lit 火
✨ sparkles shiny 闪
⭐ star 星星
🎉 tada party congratulations 庆祝 恭喜
🎂 cake birthday 生日 蛋糕
🎁 gift present 礼物
🏆 trophy win 奖杯 冠军
🌹 rose flower 玫瑰 花
🌈 rainbow 彩虹
☀️ sun sunny 太阳 晴
🌧️ rain 下雨
❄️ snow cold 雪
🌙 moon night 月亮 晚安
⚡ zap lightning 闪电
🍀 clover luck 幸运
🐶 dog 狗
🐱 cat 猫
☕ coffee tea 咖啡 茶
🍵 tea 茶
🍺 beer 啤酒
🥂 cheers toast 干杯
🍕 pizza 披萨
🍜 noodles 面条
🥟 dumpling 饺子
🍚 rice 米饭
🍎 apple 苹果
⚽ football soccer 足球
🏀 basketball 篮球
🎵 music note 音乐
🎮 game play 游戏
📚 books read study 书 学习
💻 laptop computer work 电脑 工作
📱 mobile phone 手机
🚀 rocket launch ship 火箭
🚗 car drive 汽车
✈️ plane flight travel 飞机 旅行
🏠 house home 家
⏰ alarm clock time 闹钟 时间
📅 calendar date 日历 日期
📌 pin 图钉
💡 idea bulb light 主意 灯
💰 money 钱
🧧 red_envelope lucky 红包
✅ check done yes 完成 对
❌ cross no wrong 错 不
❓ question what 问题
❗ exclamation important 重要
`;

export interface NamedEmoji {
  readonly emoji: string;
  /** As in `:name:`. */
  readonly name: string;
  readonly words: readonly string[];
}

export const namedEmoji: readonly NamedEmoji[] = lines
  .trim()
  .split("\n")
  .map((line) => {
    const [emoji = "", name = "", ...more] = line.split(" ");
    return { emoji, name, words: [name, ...name.split("_"), ...more] };
  });

/** Those a word of which begins with what was typed, or has it in it where it is Chinese; the ones named so first. */
export function findEmoji(query: string): readonly NamedEmoji[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === "") return namedEmoji;
  const isHan = /\p{Script=Han}/u.test(wanted);
  const found = namedEmoji.filter(({ words }) =>
    words.some((word) => (isHan ? word.includes(wanted) : word.startsWith(wanted))),
  );
  return [
    ...found
      .filter(({ name }) => name.startsWith(wanted))
      .sort((one, other) => one.name.length - other.name.length),
    ...found.filter(({ name }) => !name.startsWith(wanted)),
  ];
}
