"""The words of the review's own furniture, Chinese and English."""

from pipeline.render.labels import LABELS
from pipeline.render.verify_words import VERDICTS

REVIEW_LABELS: dict[str, tuple[str, str]] = (
    LABELS
    | {
        "accept": ("采用（a）", "Accept (a)"),
        "refuse": ("不采用（r）", "Refuse (r)"),
        "edit": ("改写（e）", "Edit (e)"),
        "up": ("上移（Alt+↑）", "Move up (Alt+↑)"),
        "down": ("下移（Alt+↓）", "Move down (Alt+↓)"),
        "reset": ("还原（x）", "As it was made (x)"),
        "claim_tools": ("编辑这一条", "Edit this text"),
        "is_accepted": ("已采用", "accepted"),
        "is_refused": ("不采用", "refused"),
        "is_edited": ("已改写", "edited"),
        "is_overridden": ("编辑认可，未核实", "passed by the editor, unverified"),
        "is_chosen": ("入选", "chosen"),
        "undo": ("撤销", "Undo"),
        "redo": ("重做", "Redo"),
        "history": ("记录", "History"),
        "exports": ("导出", "Export"),
        "everything": ("全部文件（zip）", "all files (zip)"),
        "write": ("写回结果目录", "Write into the folder"),
        "written": ("已写回结果目录", "Written into the folder"),
        "save": ("采用这样写", "Accept these words"),
        "cancel": ("放弃", "Discard"),
        "words": ("文字", "Words"),
        "checking": ("核对中…", "checking…"),
        "all_right": ("数字都与原文一致。", "Every number agrees with the report."),
        "no_numbers": ("没有数字。", "No numbers."),
        "objected": ("核对不通过", "The gate objects"),
        "answer_for": (
            "我已另行核实，仍这样写（各种导出都会标明“编辑认可，未核实”）",
            "I have checked this elsewhere and keep it (every export will say so)",
        ),
        "must_answer": ("有数字或说法与原文不符：改正，或勾选认可。", "Correct it, or tick that you answer for it."),
        "discard_again": ("有改动未保存；再按一次 Esc 放弃。", "Unsaved changes; press Esc again to discard them."),
        "stale": (
            "另一窗口已改动这一条，现在显示的是最新内容。",
            "Another tab changed this; what you see now is the latest.",
        ),
        "stale_editing": (
            "另一窗口已把这一条改成：“{}”。再次保存将以你的文字为准。",
            "Another tab changed this to: “{}”. Saving again keeps your words.",
        ),
        "lost": (
            "与 jianbao 的连接断了，正在重连；已做的决定都在，未保存的文字留在页面上。",
            "No connection to jianbao, trying again; decisions are kept, unsaved words stay on the page.",
        ),
        "back_again": ("已重新连上。", "Connected again."),
        "shut": (
            "这个地址已失效，请打开 jianbao review 新打印的地址。",
            "This address is no longer valid; open the one jianbao review printed.",
        ),
        "another": ("结果目录里已是新的摘编，请重新载入。", "The folder has a new digest; reload."),
        "reload": ("重新载入", "Reload"),
        "unfit": ("不再适用的决定", "Decisions that no longer fit"),
        "unfit_why": (
            "它们所说的文字已不在这份摘编里，或不再通过核对；没有删去，再出现时仍然有效。",
            "Their texts are not in this digest, or do not pass the gate; they are kept, should they fit again.",
        ),
        "nothing_yet": ("还没有任何决定。", "Nothing decided yet."),
        "act_do": ("决定", "decided"),
        "act_undo": ("撤销", "undone"),
        "act_redo": ("重做", "redone"),
        "moved": ("移动", "moved"),
        "opened": ("还原", "as made"),
        "progress": ("已决定", "decided"),
        "review_hint": (
            "↑ ↓ 选条目，a 采用，r 不采用，e 改写，Alt+↑ ↓ 移动，x 还原，u 撤销，Shift+u 重做",
            "↑ ↓ choose, a accept, r refuse, e edit, Alt+↑ ↓ move, x as made, u undo, Shift+u redo",
        ),
    }
    | {f"verdict_{verdict}": words for verdict, words in VERDICTS.items()}
)
