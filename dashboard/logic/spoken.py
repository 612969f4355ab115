"""Pinyin as people type it into a search: without tones, without gaps, often not to the end."""

_WRITTEN = """
a ai an ang ao ba bai ban bang bao bei ben beng bi bian biang biao bie bin bing bo bong bu ca cai can cang cao ce
cei cen ceng cha chai chan chang chao che chen cheng chi chong chou chu chua chuai chuan chuang chui chun chuo ci
cong cou cu cuan cui cun cuo da dai dan dang dao de dei den deng di dia dian diao die din ding diu dong dou du duan
dui dun duo e ei en eng er fa fan fang fei fen feng fiao fo fou fu ga gai gan gang gao ge gei gen geng gong gou gu
gua guai guan guang gui gun guo ha hai han hang hao he hei hen heng hm hong hou hu hua huai huan huang hui hun huo
ji jia jian jiang jiao jie jin jing jiong jiu ju juan jue jun ka kai kan kang kao ke ken keng kong kou ku kua kuai
kuan kuang kui kun kuo la lai lan lang lao le lei leng li lia lian liang liao lie lin ling liu lo long lou lu luan
lun luo lv lve m ma mai man mang mao me mei men meng mi mian miao mie min ming miu mo mou mu n na nai nan nang nao
ne nei nen neng ni nian niang niao nie nin ning niu nong nou nu nuan nun nuo nv nve o ou pa pai pan pang pao pei pen
peng pi pian piao pie pin ping po pou pu qi qia qian qiang qiao qie qin qing qiong qiu qu quan que qun ran rang rao
re ren reng ri rong rou ru rua ruan rui run ruo sa sai san sang sao se sen seng sha shai shan shang shao she shei
shen sheng shi shou shu shua shuai shuan shuang shui shun shuo si song sou su suan sui sun suo ta tai tan tang tao
te teng ti tian tiao tie ting tong tou tu tuan tui tun tuo wa wai wan wang wei wen weng wo wong wu xi xia xian xiang
xiao xie xin xing xiong xiu xu xuan xue xun ya yan yang yao ye yi yin ying yo yong you yu yuan yue yun za zai zan
zang zao ze zei zen zeng zha zhai zhan zhang zhao zhe zhen zheng zhi zhong zhou zhu zhua zhuai zhuan zhuang zhui
zhun zhuo zi zong zou zu zuan zui zun zuo
"""
SYLLABLES = frozenset(_WRITTEN.split())
"""All that a Chinese character can be read as."""
SYLLABLE_BEGINS = "'"
"""Stands before each syllable where pinyin is kept to be searched, so that hang is not found in zhang."""
MOST_WAYS = 3
_VOWELS = frozenset("aeiouv")
_WHOLE = frozenset(syllable for syllable in SYLLABLES if _VOWELS & set(syllable))
"""Without the few sounds (m, n, ng) that would divide every word in one more way."""
_BEGINNINGS = frozenset(syllable[:length] for syllable in _WHOLE for length in range(1, len(syllable) + 1))
_LONGEST = max(map(len, _WHOLE))


def spoken_ways(word: str) -> list[str]:
    """What the kept pinyin may hold where somebody typed ``word``: at most MOST_WAYS ways to divide it into syllables,
    fewest syllables first (xian: 'xian, 'xi'an); only where there is none, with the last one unfinished. None for what
    is no pinyin."""
    ways = _divided(word, _WHOLE) or _divided(word, _BEGINNINGS)
    return ["".join(SYLLABLE_BEGINS + syllable for syllable in way) for way in ways]


def _divided(word: str, last: frozenset[str]) -> list[tuple[str, ...]]:
    """``last``: what the last syllable may be."""
    ways: list[list[tuple[str, ...]]] = [[] for _ in word]  # of what follows each place
    for place in range(len(word) - 1, -1, -1):
        rest = word[place:]
        found: list[tuple[str, ...]] = [(rest,)] if rest in last else []
        for length in range(min(_LONGEST, len(rest) - 1), 0, -1):
            if rest[:length] in _WHOLE:
                found += [(rest[:length], *more) for more in ways[place + length]]
        ways[place] = sorted(found, key=len)[:MOST_WAYS]
    return ways[0] if ways else []
