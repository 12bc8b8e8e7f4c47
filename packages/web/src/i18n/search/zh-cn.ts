import type { SearchDictionary } from "./en.ts";

/** Simplified Chinese. */
export const searchZhCn: SearchDictionary = {
  title: "搜索消息",
  here: "在此会话中搜索",
  hint: "输入消息中的任意文字。多个词之间用空格隔开，需同时出现。",
  none: "没有找到消息",
  count: (count) => `${count} 条消息`,
  countMore: (count) => `已显示 ${count} 条，还有更多`,
  more: "显示更多",
  going: "正在搜索…",
  from: "发送者",
  anybody: "所有人",
  when: "时间",
  times: { any: "不限时间", day: "最近一天", week: "最近一周", month: "最近一个月", year: "最近一年" },
  kind: "类型",
  kinds: { any: "全部", text: "文字", image: "图片", video: "视频", voice: "语音", file: "文件" },
  close: "关闭搜索",
};
