"""Texts as they are compared when somebody searches: one case, one width, one script."""

import unicodedata
from functools import cache

_SIMPLIFIED = (
    "業业東东國国華华廣广開开樂乐銀银鋼钢鐵铁實实際际團团區区廠厂場场門门長长張张陳陈劉刘楊杨黃黄趙赵吳吴孫孙馬马鄭郑"
    "謝谢許许韓韩馮冯鄧邓葉叶蘇苏盧卢機机電电車车輪轮設设備备貿贸發发濟济達达豐丰興兴龍龙鳳凤鵬鹏陽阳榮荣偉伟寧宁漢汉"
    "滬沪遼辽貴贵雲云灣湾島岛縣县鄉乡鎮镇營营醫医藥药療疗藝艺術术傳传網网絡络聯联訊讯號号書书畫画農农糧粮麵面飲饮飼饲"
    "養养種种園园環环綠绿淨净潔洁節节風风熱热氣气礦矿質质檢检測测計计儀仪錶表鐘钟齒齿軸轴閥阀紡纺織织絲丝綢绸紗纱線线"
    "繡绣裝装飾饰襪袜傢家燈灯塗涂顏颜膠胶顯显視视頻频軟软體体數数據据庫库優优勝胜眾众億亿萬万協协進进運运輸输遞递倉仓"
    "儲储碼码頭头橋桥樑梁築筑監监諮咨詢询顧顾問问會会師师務务財财稅税險险資资產产權权證证債债圖图標标準准驗验認认廳厅"
    "處处學学員员總总後后軍军隊队與与為为無无個个這这裡里麗丽麼么錢钱錦锦繼继續续聖圣賢贤賓宾館馆飯饭廚厨齊齐齡龄龜龟"
    "滿满潤润灃沣瀋沈瀾澜濱滨濰潍澤泽瑪玛瓊琼畢毕當当盤盘盡尽砲炮碩硕祿禄禮礼禪禅稱称穀谷窩窝範范簡简糾纠紀纪紅红約约"
    "純纯紙纸級级細细終终組组結结給给統统經经維维綱纲緊紧緣缘編编繩绳聲声聰聪職职肅肃腦脑膚肤臺台舊旧艦舰蓋盖蔣蒋薩萨"
    "蘭兰虛虚蟲虫補补製制複复觀观規规覺觉觸触誠诚話话該该詳详語语說说課课調调談谈請请論论諸诸諾诺謀谋講讲護护譽誉讀读"
    "變变讓让豬猪貓猫貝贝負负貨货貫贯責责費费貼贴買买賀贺賣卖賬账賽赛贊赞趕赶躍跃軌轨載载輔辅輕轻輝辉輩辈輯辑轉转轎轿"
    "辦办迴回逕径連连週周遊游過过遠远適适遲迟選选遺遗鄰邻醬酱釋释鈞钧鈴铃鉅巨銅铜銘铭銳锐鋁铝鋒锋鋰锂錄录錫锡鎂镁鎳镍"
    "鏡镜鑄铸鑒鉴鑰钥閃闪閉闭間间陸陆陰阴階阶雙双雜杂離离雞鸡難难靈灵靜静響响頂顶項项順顺須须預预頌颂領领題题額额類类"
    "飛飞馳驰駐驻駕驾騰腾驅驱驛驿驪骊鬥斗魚鱼魯鲁鮮鲜鳥鸟鴻鸿鶴鹤鷹鹰麥麦黨党齋斋慶庆恆恒寶宝義义藍蓝綿绵賴赖譚谭鍾钟"
    "羅罗閻阎龔龚賈贾韋韦呂吕湯汤溫温歐欧亞亚愛爱爾尔樹树礎础採采塊块壓压縮缩鍋锅爐炉灘滩濕湿燒烧鋪铺舖铺點点屬属層层"
    "勞劳動动創创劃划劑剂劇剧勵励勢势嚴严單单壇坛壯壮奮奋婦妇嬰婴寬宽審审對对導导將将專专尋寻幣币帶带幹干應应態态憶忆"
    "懷怀戰战戲戏戶户換换揚扬擁拥擇择擔担時时晉晋曉晓曄晔暢畅曆历歷历條条來来極极構构槍枪樣样樓楼橫横檔档櫃柜欄栏歡欢"
    "決决況况涼凉淺浅渦涡湧涌濃浓灑洒煉炼煙烟爭争牆墙狀状獎奖獲获獻献現现異异積积穩稳競竞筆笔籌筹絕绝綜综綫线緒绪練练"
    "縱纵習习聞闻脈脉腳脚臨临艙舱莊庄萊莱蔭荫蝦虾衛卫衝冲裏里襯衬見见覽览訂订訓训記记訪访評评試试詩诗誌志誼谊謙谦識识"
    "議议讚赞販贩賃赁賦赋趨趋轄辖辭辞邊边還还邁迈郵邮針针鈉钠鈦钛鉛铅鉑铂銷销鋸锯鍍镀鍛锻鍵键鎖锁鏈链鑽钻閘闸閩闽闊阔"
    "關关陝陕陣阵隨随隱隐霧雾頁页顆颗願愿飄飘餅饼駱骆髮发鬆松鮑鲍鴨鸭鵝鹅鹼碱鹽盐龐庞價价報报託托舉举註注購购簽签竿杆"
    "匯汇"
)
"""Each traditional character, and the simplified one: of names of companies and people. What is not here is searched as
it is written."""
_FOLDED_RANGES = ((0, 0x600), (0x1E00, 0x2000), (0x2100, 0x2200), (0x3000, 0x3001), (0xFF00, 0xFFF0))
"""Letters with a case or an accent, and full-width forms. No Chinese character: each of them stands for itself."""


@cache
def fold_table() -> dict[int, int]:
    """Code point -> the one it is compared as: lower case, half width, without accents, simplified. One to one, so
    that a text keeps its length."""
    folded = {}
    for first, end in _FOLDED_RANGES:
        for point in range(first, end):
            plain = unicodedata.normalize("NFKD", chr(point)).lower()
            base = "".join(letter for letter in plain if not unicodedata.combining(letter))
            if len(base) == 1 and base != chr(point):
                folded[point] = ord(base)
    return folded | {ord(old): ord(new) for old, new in zip(_SIMPLIFIED[::2], _SIMPLIFIED[1::2], strict=True)}


def folded(text: str) -> str:
    """The text as it is compared."""
    return text.translate(fold_table())


def search_words(text: str) -> list[str]:
    """The words of a search, folded, each once: all of them must be found."""
    return list(dict.fromkeys(folded(text).split()))
