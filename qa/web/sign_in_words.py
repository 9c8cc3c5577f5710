"""The words of the sign-in page."""

SIGN_IN_WORDS = {
    "language": "zh-CN",
    "title": "登录",
    "name": "用户名",
    "password": "密码",
    "send": "登录",
    "help": "没有账号，或者忘了密码？请找管理员。",
    "wrong": "用户名或密码不对。请检查大小写后再试。",
    "locked": "没有登录成功的次数太多。请过 {minutes} 分钟再试，或请管理员重设密码。",
    "too_many": "登录得太频繁。请过几秒再试。",
}
ENGLISH_SIGN_IN = {
    "language": "en",
    "title": "Sign in",
    "name": "User name",
    "password": "Password",
    "send": "Sign in",
    "help": "No account, or forgot the password? Ask the administrator.",
    "wrong": "User name or password is wrong. Check upper and lower case and try again.",
    "locked": "Too many failed attempts. Try again in {minutes} minutes, or ask the administrator for a new password.",
    "too_many": "Too many attempts. Try again in a few seconds.",
}
