//! Which common characters sound alike, and which look alike: what an input method or a reader of scans takes for each
//! other.
//!
//! The first level of GB 2312 holds the 3,755 common characters in the order of their readings. So nothing needs to be
//! kept but where each reading begins.

use std::sync::LazyLock;

use encoding_rs::GBK;

/// Each reading, without its tone, and the first character of GB 2312 that has it.
const READINGS: &str = "a啊ai埃an鞍ang肮ao凹ba芭bai白ban斑bang邦bao苞bei杯ben奔beng崩bi逼bian鞭biao标bie鳖bin彬bing兵bo玻bu捕ca擦cai猜can餐cang苍cao操ce厕ceng层cha插chai拆chan搀chang昌chao超che车chen郴cheng撑chi吃chong充chou抽chu初chuai揣chuan川chuang疮chui吹chun春chuo戳ci疵cong聪cou凑cu粗cuan蹿cui摧cun村cuo磋da搭dai呆dan耽dang当dao刀de德deng蹬di堤dian颠diao碉die跌ding丁diu丢dong东dou兜du督duan端dui堆dun墩duo掇e蛾en恩er而fa发fan藩fang坊fei菲fen芬feng丰fo佛fou否fu夫ga噶gai该gan干gang冈gao篙ge哥gei给gen根geng耕gong工gou钩gu辜gua刮guai乖guan棺guang光gui瑰gun辊guo锅ha哈hai骸han酣hang夯hao壕he呵hei嘿hen痕heng哼hong轰hou喉hu呼hua花huai槐huan欢huang荒hui灰hun荤huo豁ji击jia嘉jian歼jiang僵jiao蕉jie揭jin巾jing荆jiong炯jiu揪ju鞠juan捐jue撅jun均ka喀kai开kan刊kang康kao考ke坷ken肯keng坑kong空kou抠ku枯kua夸kuai块kuan宽kuang匡kui亏kun坤kuo括la垃lai莱lan蓝lang琅lao捞le勒lei雷leng棱li厘lia俩lian联liang粮liao撩lie列lin琳ling玲liu溜long龙lou楼lu芦lv驴luan峦lve掠lun抡luo萝ma妈mai埋man瞒mang芒mao猫me么mei玫men门meng萌mi眯mian棉miao苗mie蔑min民ming明miu谬mo摸mou谋mu拇na拿nai氖nan南nang囊nao挠ne呢nei馁nen嫩neng能ni妮nian蔫niang娘niao鸟nie捏nin您ning柠niu牛nong脓nu奴nv女nuan暖nve虐nuo挪o哦ou欧pa啪pai拍pan攀pang乓pao抛pei呸pen喷peng砰pi坯pian篇piao飘pie撇pin拼ping乒po坡pu扑qi期qia掐qian牵qiang枪qiao橇qie切qin钦qing青qiong琼qiu秋qu趋quan圈que缺qun裙ran然rang瓤rao饶re惹ren壬reng扔ri日rong戎rou揉ru茹ruan软rui蕊run闰ruo若sa撒sai腮san三sang桑sao搔se瑟sen森seng僧sha莎shai筛shan珊shang墒shao梢she奢shen砷sheng声shi师shou收shu蔬shua刷shuai摔shuan栓shuang霜shui谁shun吮shuo说si斯song松sou搜su苏suan酸sui虽sun孙suo蓑ta塌tai胎tan坍tang汤tao掏te特teng藤ti梯tian天tiao挑tie贴ting厅tong通tou偷tu凸tuan湍tui推tun吞tuo拖wa挖wai歪wan豌wang汪wei威wen瘟weng嗡wo挝wu巫xi昔xia瞎xian掀xiang相xiao萧xie楔xin薪xing星xiong兄xiu休xu墟xuan轩xue靴xun勋ya压yan焉yang殃yao邀ye椰yi一yin茵ying英yo哟yong拥you幽yu迂yuan鸳yue曰yun耘za匝zai栽zan咱zang赃zao遭ze责zei贼zen怎zeng增zha扎zhai摘zhan瞻zhang樟zhao招zhe遮zhen珍zheng蒸zhi芝zhong中zhou舟zhu珠zhua抓zhuai拽zhuan专zhuang桩zhui椎zhun谆zhuo捉zi兹zong鬃zou邹zu租zuan钻zui嘴zun尊zuo昨";

/// Groups of characters that look alike.
const LOOK_ALIKES: &str = include_str!("lists/like_characters.tsv");

/// The common Chinese characters.
const IDEOGRAPHS: std::ops::RangeInclusive<u32> = 0x4E00..=0x9FFF;

/// The reading of each ideograph, as a number from 1; 0 for what is not of the first level of GB 2312.
static READING_OF: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let mut reading_of = vec![0; IDEOGRAPHS.count()];
    let (mut firsts, mut readings) = (readings().map(|(_, first)| first).peekable(), 0);
    for c in common() {
        readings += u16::from(firsts.next_if_eq(&c).is_some());
        if let Some(reading) = place(c).and_then(|place| reading_of.get_mut(place)) {
            *reading = readings;
        }
    }
    reading_of
});

/// The characters of the first level of GB 2312, in its order.
fn common() -> impl Iterator<Item = char> {
    let rows = (0xB0..=0xD7_u8).flat_map(|row| (0xA1..=0xFE_u8).flat_map(move |column| [row, column]));
    // The last row is not full: what it lacks is no character.
    let text = GBK.decode_without_bom_handling(&rows.collect::<Vec<u8>>()).0.into_owned();
    let characters: Vec<char> = text.chars().filter(|c| IDEOGRAPHS.contains(&(*c as u32))).collect();
    characters.into_iter()
}

/// The readings with the input method's usual slips made good, in their order: zh for z, ing for in …
static SPELLINGS: LazyLock<Vec<String>> = LazyLock::new(|| readings().map(|(reading, _)| blurred(reading)).collect());

fn readings() -> impl Iterator<Item = (&'static str, char)> {
    READINGS.split_inclusive(|c: char| !c.is_ascii()).filter_map(|entry| {
        let first = entry.chars().next_back()?;
        Some((entry.strip_suffix(first)?, first))
    })
}

/// What many speakers do not tell apart, made the same.
fn blurred(reading: &str) -> String {
    let mut blurred = reading.replacen("zh", "z", 1).replacen("ch", "c", 1).replacen("sh", "s", 1);
    if blurred.ends_with("ng") && !blurred.ends_with("ong") {
        blurred.pop();
    }
    blurred
}

fn place(c: char) -> Option<usize> {
    usize::try_from((c as u32).checked_sub(*IDEOGRAPHS.start())?).ok()
}

/// The reading of a common character, as a number from 1.
fn reading(c: char) -> Option<u16> {
    let reading = *READING_OF.get(place(c)?)?;
    (reading > 0).then_some(reading)
}

/// Whether it is one of the common simplified characters.
pub fn is_common(c: char) -> bool {
    reading(c).is_some()
}

/// Whether two common characters are read alike but for the tone.
pub fn sound_the_same(a: char, b: char) -> bool {
    reading(a).is_some_and(|of_a| reading(b) == Some(of_a))
}

/// Whether one of two different characters is written for the other: they are read alike but for the tone, or look alike.
pub fn is_taken_for(a: char, b: char) -> bool {
    a != b && (sound_the_same(a, b) || look_alike(a, b))
}

/// Whether one of two characters is easily written for the other: they sound alike, or look alike.
pub fn are_confusable(a: char, b: char) -> bool {
    let spelling = |c| SPELLINGS.get(usize::from(reading(c)?) - 1);
    spelling(a).is_some_and(|of_a| spelling(b) == Some(of_a)) || look_alike(a, b)
}

fn look_alike(a: char, b: char) -> bool {
    ALIKE.binary_search(&(a, b)).is_ok()
}

/// The groups of characters that look alike.
fn groups() -> impl Iterator<Item = &'static str> {
    LOOK_ALIKES.lines().filter(|line| !line.starts_with('#'))
}

/// Any two characters of each group, in order: they are asked for wherever a term is not as it should be.
static ALIKE: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let pairs = groups().flat_map(|group| group.chars().flat_map(|a| group.chars().map(move |b| (a, b))));
    let mut alike: Vec<_> = pairs.collect();
    alike.sort_unstable();
    alike
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reading_begins_somewhere() {
        assert_eq!(common().count(), 3755);
        let of_each: Vec<Option<u16>> = readings().map(|(_, first)| reading(first)).collect();
        let numbers: Vec<Option<u16>> = (1..).map(Some).take(of_each.len()).collect();
        assert_eq!(of_each, numbers);
        assert_eq!((reading('阿'), reading('龘')), (Some(1), None));
    }

    #[test]
    fn what_sounds_alike_is_told() {
        for (a, b) in [('公', '工'), ('息', '西'), ('申', '身'), ('议', '意'), ('旅', '律'), ('女', '女')] {
            assert!(sound_the_same(a, b), "{a}{b}");
        }
        for (a, b) in [('公', '开'), ('信', '行'), ('旅', '路'), ('公', 'g'), ('公', '龘')] {
            assert!(!sound_the_same(a, b), "{a}{b}");
        }
    }

    #[test]
    fn what_is_easily_taken_for_another_is_told() {
        for (a, b) in [('信', '行'), ('政', '增'), ('事', '四'), ('人', '入'), ('未', '末'), ('己', '已')] {
            assert!(are_confusable(a, b), "{a}{b}");
        }
        for (a, b) in [('公', '开'), ('大', '小'), ('人', '民')] {
            assert!(!are_confusable(a, b), "{a}{b}");
        }
    }

    #[test]
    fn the_groups_are_well_formed() {
        assert!(LOOK_ALIKES.starts_with('#'), "the list says nothing of its source");
        for group in groups() {
            assert!(group.chars().count() > 1 && !group.contains(char::is_whitespace), "{group}");
        }
    }
}
