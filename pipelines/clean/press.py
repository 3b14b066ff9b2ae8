"""How Korean outlets are named: the endings that make a word a newspaper's name."""

from __future__ import annotations

import re

PRESS = (
    r"일보|신문|뉴스|통신|경제|타임스|타임즈|타임|저널|투데이|방송|닷컴|미디어|매일|포커스|데일리|헤럴드|"
    r"프레스|리포트|포스트|위클리|브리핑|뉴스24|매거진|와이어|파이낸스|비즈|저널리즘|인사이트|트리뷴|TV|티브이"
)
MASTHEAD = re.compile(rf"^[가-힣A-Za-z0-9]{{2,10}}(?:{PRESS})$|^[가-힣]{{2,8}}(?=\s?로고)")
