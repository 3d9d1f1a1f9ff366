"""The words of page furniture: labels of metadata and items of menus, as the sites of offices use them."""


def words(listed: str) -> tuple[str, ...]:
    """The words of a list that is written as a text."""
    return tuple(listed.split())


def spaced(labels: tuple[str, ...]) -> str:
    """A pattern for any of `labels`, each with optional blanks inside (索 引 号); it looks at the first sign first."""
    first = "".join(sorted({label[0] for label in labels}))
    longest_first = sorted(labels, key=len, reverse=True)
    return f"(?=[{first}])(?:" + "|".join("[ \u3000]*".join(label) for label in longest_first) + ")"


# Labels no sentence of a report begins with; a blank is enough behind them.
STRONG_LABELS = words("""
索引号 信息索引号 信息索引 公文文号 文号 发文字号 文件编号 文件字号 公文字号 发布机构 发文机构 发文机关
发文单位 发布单位 发布部门 公开机构 公开主体 公开责任部门 制发机关 信息来源 文章来源 稿件来源 公开日期
发布日期 发布时间 成文日期 成文时间 生成日期 生成时间 发文日期 发文时间 印发日期 印发时间 更新时间 更新日期
收录时间 归档时间 发表时间 上传时间 公开时间 主题分类 体裁分类 组配分类 信息分类 分类号 服务对象分类
公开类别 公开方式 公开范围 公开时限 公开形式 公开属性 公开目录 有效性 效力状况 效力状态 有效状态 生效日期
废止日期 失效日期 失效时间 生效时间 内容概述 内容概况 信息名称 文件名称 公文名称 主题词 关键词 关键字
责任编辑 浏览次数 阅读次数 访问次数 点击次数 浏览量 阅读量 点击量 点击数 点击率 阅读人数 浏览人数 浏览数
阅读数 报告名称 报告标题 单位名称 填报单位 报送单位 报告单位 编制单位 报告年度 填报日期 填报时间 报告日期 字体大小
文字大小 文字显示 信息提供日期
""")

# Labels that are words of the language too; they want a colon.
WEAK_LABELS = words("""
来源 作者 编辑 审核 信息发布 信息发布人 信息录入 信息审核 发布来源 发布科室 来源科室 来源网站 网站名称
日期 时间 标题 名称 文件标题 字体 字号 体裁 撰稿 供稿 供稿单位 撰写 签发 校对 初审 复审
终审 责编 初审编辑 复审编辑 终审编辑 值班编辑 执行编辑 本期编辑 美术编辑 文字编辑 图文
发布 发布人 发布者 发布于 录入 点击 浏览 阅读 主办 承办 协办 主管 主办单位 承办单位 主管单位
维护 维护单位 技术支持 联系我们 联系电话 电话 传真 地址 办公地址 单位地址 邮编 邮政编码 邮箱 电子邮箱
服务热线 值班电话 监督电话 举报电话 分享 分享到 分享至 附件 相关附件 附件下载 打印
""")

# Words of navigation; a line of nothing else is a menu.
MENU_WORDS = words("""
微信 微博 官方微信 官方微博 新浪微博 QQ空间 QQ好友 繁体字 繁体 繁體 简体 首页 网站首页 返回首页 返回顶部 返回上页
返回列表 返回 顶部 打印 打印本页 打印整页 打印内容 打印此页 打印页面 关闭 关闭窗口 关闭本页 关闭页面 分享 分享到
收藏 收藏本页 加入收藏 设为首页 无障碍 无障碍阅读 无障碍浏览 无障碍版 长者模式 长者版 老年模式 进入老年模式
关怀版 适老版 适老化 English EN 登录 注册 站点地图 网站地图 关于我们 联系我们 隐私声明 免责声明 网站声明
法律声明 使用帮助 文件下载 附件下载 相关附件 下载 导航 网站导航 目录 政府信息公开 政务公开 信息公开
信息公开目录 政府信息公开目录 公开目录 政务服务 互动交流 政民互动 新闻中心 走进 字号 字体 大 中 小 默认 特大 手机版
在看 点赞 网摘 推荐 评论 商城 T 更多 移动版 客户端 详细信息 正文 Baidu map 朗读 语音 听新闻 复制链接 我要纠错 纠错
""")

# What a page counts its readers by; behind them 量, 次数, 人数 …
READ_WORDS = words("阅读 浏览 访问 点击 点阅 查看 观看 播放 收听 人气 热度 访客 在线 听过 看过 读过 已读")

# What readers may do with a page, and how many did.
COUNTED_WORDS = words("""
点赞 赞 顶 踩 顶一下 踩一下 在看 好看 分享 转发 转载 收藏 评论 留言 写留言 发表评论 我要评论 精选留言 网友评论 跟帖
回复 喜欢 推荐 支持 反对 有用 没用 无用 有帮助 没帮助 没有帮助 投票 已投票 参与评论 评分 好评 中评 差评 好评率
差评率 推荐指数 划线 粉丝
""")

# Above a list of other articles.
OTHERS_WORDS = words("""
往期推荐 往期回顾 往期精彩 往期内容 往期链接 往期文章 往期精选 精彩推荐 精彩回顾 精彩往期 延伸阅读 拓展阅读 推荐阅读
推荐文章 推荐新闻 推荐内容 推荐视频 热点新闻 热点推荐 热点资讯 热点文章 热点专题 热门新闻 热门资讯 热门文章 热门推荐
热门评论 最新资讯 最新新闻 最新文章 最新推荐 最新评论 更多推荐 更多新闻 更多精彩 更多阅读 更多内容 更多资讯 编辑推荐
小编推荐 今日推荐 今日热点 为您推荐 为你推荐 猜你喜欢 猜您喜欢 大家都在看 大家还在看 大家正在看 大家还看了 看了又看
视频推荐 图片新闻 热帖排行 评论排行 阅读排行 点击排行 新闻排行 热点排行 热门排行 相关推荐 相关阅读 相关新闻 相关文章
相关链接 相关资讯 相关报道 相关稿件 相关内容 精选留言 网友评论 网友留言
""")

# Who made a page, named below its text.
CREDIT_WORDS = words("""
责任编辑 责编 编辑 编审 校对 校审 审核 审签 初审 复审 终审 一审 二审 三审 监制 总监制 策划 总策划 统筹 撰稿 供稿
文字 图片 摄影 摄像 排版 制作 值班编委 值班主任 值班编辑 执行编辑 本期编辑 美术编辑 文字编辑 图文 记者 通讯员 来源
文 图
""")
