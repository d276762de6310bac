"""Every item that the two plans name stands in the register, with the lever that it acts through.

The list is that of the plans' own sentences, section by section; ``None`` stands for an item that
changes no journey and says why.
"""

from __future__ import annotations

import pytest

import corridors
from corridors.projects.levers import levers
from corridors.projects.register import register

GUANGXI, WUZHOU = "guangxi_2022", "wuzhou_2023"
ITEMS: tuple[tuple[str, str, str, str | None], ...] = (
    # roads
    (GUANGXI, "湖南城步经南宁至峒中", "chengbu_nanning_dongzhong", "new_link"),
    (GUANGXI, "成都经贵阳至南宁", "chengdu_guiyang_nanning", "new_link"),
    (GUANGXI, "荔波至河池", "libo_hechi", "new_link"),
    (GUANGXI, "望谟至乐业", "wangmo_leye", "new_link"),
    (GUANGXI, "兰海高速公路钦州至北海段改扩建", "lanhai_qinzhou_beihai", "capacity"),
    (GUANGXI, "泉南高速公路桂林至全州黄沙河段", "quannan_guilin_huangshahe", "capacity"),
    (GUANGXI, "广昆高速公路南宁至百色段", "guangkun_nanning_baise", "capacity"),
    (GUANGXI, "贵州兴义经广西西林至云南广南", "xingyi_xilin_guangnan", "new_link"),
    (GUANGXI, "G219沿边公路提级改造", "g219_border_road", "speed"),
    # rail
    (GUANGXI, "贵阳至南宁高速铁路", "guiyang_nanning_hsr", "new_link"),
    (GUANGXI, "湘桂铁路柳州枢纽扩能改造", "liuzhou_hub_expansion", "capacity"),
    (GUANGXI, "黄桶至百色铁路", "huangtong_baise_rail", "new_link"),
    (GUANGXI, "黔桂铁路增建二线", "qiangui_second_track", "capacity"),
    (GUANGXI, "南宁经桂林至衡阳高速铁路", "nanning_hengyang_hsr", "new_link"),
    (GUANGXI, "云桂沿边铁路", "yungui_border_rail", "new_link"),
    (GUANGXI, "湘桂铁路南宁至凭祥段扩能改造", "nanning_pingxiang_upgrade", "capacity"),
    (GUANGXI, "南昆铁路百色至威舍段增建二线", "baise_weishe_second_track", "capacity"),
    (GUANGXI, "怀化至桂林铁路", "huaihua_guilin_rail", "new_link"),
    (GUANGXI, "双层集装箱铁路通道", "double_stack_corridor", "cost"),
    # water, sea and what joins them to the railway
    (GUANGXI, "建设平陆运河", "pinglu_canal", "lock"),
    (GUANGXI, "湘桂运河", "xianggui_canal", "lock"),
    (GUANGXI, "龙滩水电站1000吨级通航建筑物", "longtan_1000t", "lock"),
    (GUANGXI, "都柳江梅林航电枢纽", "meilin_hub", "lock"),
    (GUANGXI, "北部湾港口设施短板", "beibu_port_facilities", "dwell"),
    (GUANGXI, "北部湾国际门户港", "beibu_gateway_port", "dwell"),
    (GUANGXI, "班轮航线", "beibu_coastal_liners", "frequency"),
    (GUANGXI, "稳步扩大海铁联运班列规模", "sea_rail_trains", "frequency"),
    (GUANGXI, "西部省份全覆盖", "sea_rail_west", None),
    (GUANGXI, "延伸至中部地区", "sea_rail_central", "frequency"),
    (GUANGXI, "货品代码统一", "rail_sea_codes", "dwell"),
    (GUANGXI, "西部陆海新通道物流供应链协同平台", "corridor_supply_platform", "dwell"),
    (GUANGXI, "西部陆海新通道公共信息平台", "corridor_info_platform", "dwell"),
    (GUANGXI, "海关加强通关合作", "customs_cooperation_west", "dwell"),
    (GUANGXI, "铁路运价下浮", "rail_rate_discount", "cost"),
    (GUANGXI, "平陆运河经济带", "pinglu_belt", None),
    (GUANGXI, "邮轮母港", "beibu_cruise_homeport", None),
    # hubs
    (GUANGXI, "南宁陆港型", "nanning_land_port_hub", "dwell"),
    (GUANGXI, "钦州—北海—防城港港口型", "beibu_port_hub", "dwell"),
    (GUANGXI, "柳州生产服务型", "liuzhou_production_hub", "dwell"),
    (GUANGXI, "国家骨干冷链物流基地", "yulin_cold_chain_base", "dwell"),
    (GUANGXI, "南宁国际铁路港", "nanning_rail_port_customs", "dwell"),
    (GUANGXI, "柳州铁路港", "liuzhou_rail_port_customs", "dwell"),
    # air
    (GUANGXI, "恢复并加密南宁、桂林、北海市", "air_restore_thicken", "frequency"),
    (GUANGXI, "三四线城市航线", "air_third_tier_routes", "frequency"),
    (GUANGXI, "南宁机场T3航站楼", "nanning_t3", "dwell"),
    (GUANGXI, "新建防城港", "fangchenggang_airport", "terminal"),
    (GUANGXI, "贵港（桂平）机场", "guiping_airport", "terminal"),
    (GUANGXI, "贺州机场", "hezhou_airport", "terminal"),
    (GUANGXI, "桂林机场T1航站楼改扩建", "guilin_t1", "dwell"),
    (GUANGXI, "国际航空枢纽机场联动发展", "airport_cluster_hubs", "frequency"),
    # Wuzhou
    (WUZHOU, "洛湛铁路永州至玉林段扩能改造", "luozhan_yongzhou_yulin_upgrade", "capacity"),
    (WUZHOU, "贺州至梧州", "hezhou_wuzhou_intercity", "new_link"),
    (WUZHOU, "梧州至玉林城际铁路", "wuzhou_yulin_intercity", "new_link"),
    (WUZHOU, "亿吨西江枢纽港", "wuzhou_hub_port", "dwell"),
    (WUZHOU, "桂江航道工程(马江至莲花大桥段)", "guijiang_fairway", "fairway"),
    (WUZHOU, "湘桂运河", "xianggui_canal", "lock"),
    (WUZHOU, "塘源作业区", "wuzhou_tangyuan", "dwell"),
    (WUZHOU, "梧州综合保税区", "wuzhou_bonded_zone", None),
    (WUZHOU, "西江机场区域服务能力", "wuzhou_airport_service", "dwell"),
    (WUZHOU, "上海、武汉、长沙", "wuzhou_air_routes_kept", "frequency"),
    (WUZHOU, "适时研究开拓", "wuzhou_air_routes_new", "frequency"),
    (WUZHOU, "冷藏保鲜设施", "wuzhou_cold_storage", None),
    # the demand side, energy
    (GUANGXI, "桂品入沪", "guipin_ruhu", None),
    (GUANGXI, "产地仓", "origin_cold_chain", None),
    (GUANGXI, "工业对接方向", "annex_sectors", None),
    (GUANGXI, "LNG外输管道复线", "lng_pipeline", None),
)


@pytest.mark.parametrize(("plan", "words", "key", "lever"), ITEMS)
def test_a_sentence_of_a_plan_has_its_item(plan: str, words: str, key: str,
                                           lever: str | None) -> None:
    item = register().get(key)
    said = [m.words for m in item.file.named_in if m.plan == plan and m.reading == "main"]
    assert any(words in text for text in said)
    with_parts = [item, *(register().get(part) for part in item.file.parts)]
    if lever is None:
        assert not item.modelled
        assert item.file.reason is not None
        assert item.file.reason.zh
        assert item.file.reason.en
    else:
        assert lever in levers(with_parts)


def test_no_two_sentences_share_an_item_but_where_both_plans_name_it() -> None:
    keys = [(plan, key) for plan, _, key, _ in ITEMS]
    assert len(keys) == len(set(keys))


def test_the_list_holds_every_modelled_item_of_the_plans() -> None:
    named = {p.id for p in register().all()
             if not p.background and not p.file.part_of and p.modelled}
    assert named == {key for _, _, key, lever in ITEMS if lever is not None}


def test_a_sentence_with_two_readings_counts_once() -> None:
    """南宁至凭祥 is read as the old line; the high-speed line that was built is the other one."""
    other = {p.id for p in register().all()
             if any(m.reading == "other" for m in p.file.named_in)}
    assert other == {"bg_nanning_chongzuo_hsr", "bg_chongzuo_pingxiang_hsr"}
    assert all(register().get(key).background for key in other)


def test_an_increment_states_the_level_it_adds_to() -> None:
    for key in ("air_restore_thicken", "beibu_coastal_liners", "sea_rail_trains",
                "sea_rail_central", "rail_rate_discount", "wuzhou_air_routes_kept"):
        increment = register().get(key).file.increment
        assert increment is not None, key
        assert increment.unit
        for figure in (increment.level, increment.increment):
            assert figure.source_id
            assert figure.confidence != "assumed" or (
                figure.low is not None and figure.high is not None), key


def test_the_canal_to_the_xiang_needs_the_whole_gui_river() -> None:
    needed = {p.id for p in register().with_requirements(["xianggui_canal"])}
    assert {"guijiang_fairway", "guijiang_pingle_majiang", "guijiang_locks"} <= needed


def test_the_base_has_none_of_it() -> None:
    assert corridors.load_network().projects == ()


def test_what_the_plan_of_a_city_names_belongs_to_that_city() -> None:
    missing = {p.id for p in register().all() if "wuzhou" not in p.file.prefectures
               and any(m.plan == WUZHOU and m.reading == "main" for m in p.file.named_in)}
    assert missing == set()
