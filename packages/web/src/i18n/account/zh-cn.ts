import type { AccountDictionary } from "./en.ts";

/** Simplified Chinese. */
export const accountZhCn: AccountDictionary = {
  email: "邮箱",
  emailHint: "选填，可用来重置密码",
  emailNeeded: "请使用单位分配的邮箱",
  emailInvalid: "邮箱地址格式不正确。",
  sendCode: "发送验证码",
  sendAgain: "重新发送验证码",
  code: "邮件中的验证码",
  codeSent: (email) => `如果 ${email} 可用，验证码会发送到该邮箱，有效时间很短。`,
  inviteCode: "邀请码",
  inviteHint: "请向服务器管理员索取",
  registrationForbidden: "无法以此注册。",
  addressTaken: "此邮箱已绑定其他账号。",
  newPassword: "新密码",
  reset: "设置密码",
  wasReset: "密码已设置，请用新密码登录。",
  qrHint: "用已登录的手机相机扫描二维码，然后在手机上确认。",
  qrLabel: "登录二维码",
  qrEnded: "二维码已过期。",
  qrRefused: "另一台设备拒绝了登录。",
  qrAgain: "刷新二维码",
  openIdTitle: "请稍候…",
  openIdFailed: "登录未成功，请重试。",
};
