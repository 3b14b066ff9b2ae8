"""Korean strings of signing in."""

from __future__ import annotations

TITLE = "로그인하면 볼 수 있습니다"
HINT = "이 화면은 기관의 계정으로 로그인한 사람에게만 열려 있습니다."
BUTTON, OUT = "로그인", "로그아웃"
NOT_CONFIGURED = (
    "로그인 설정이 끝나지 않았습니다. 운영자는 .streamlit/secrets.toml의 [auth]와 Authlib 설치를"
    " 확인해 주세요."
)
REFUSED = (
    "로그인이 필요한 서버에서는 이 주소로 내려받을 수 없습니다. 화면의 ‘내려받기’를 써 주세요."
)
NO_AGENTS = "--agent-api cannot be used while CITYTRENDS_SIGN_IN=1: assistants cannot sign in"
