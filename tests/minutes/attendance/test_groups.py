"""Where a unit stands in a list by groups."""

import pytest

from partner_hub.minutes.attendance.groups import Group, group_of_unit

G = Group


@pytest.mark.parametrize(
    ("unit", "kind", "group"),
    [
        ("海榕市公安局鼓峰分局望屏派出所", "党政机关", G.GOVERNMENT),
        ("海榕市图书馆", "事业单位", G.GOVERNMENT),
        ("海榕市红十字会", "群团组织", G.GOVERNMENT),
        ("海榕供电公司望屏供电所", "国有企业", G.ENTERPRISES),
        ("海榕农村商业银行股份有限公司望屏支行", "金融机构", G.ENTERPRISES),
        ("福建砚池律师事务所", "两新组织", G.ENTERPRISES),
        ("海榕市青禾社会工作服务中心", "两新组织", G.SOCIAL),
        ("海榕毛豆动物医院有限公司", "两新组织", G.ENTERPRISES),
        ("海榕仁心医院有限公司", "两新组织", G.SCHOOLS_AND_HOSPITALS),
        ("海榕市鼓峰区实验幼儿园桂枝园区", "事业单位", G.SCHOOLS_AND_HOSPITALS),
        ("望屏街道社区卫生服务中心", "事业单位", G.SCHOOLS_AND_HOSPITALS),
        ("海榕师范学院心理与教育学院", "高等院校", G.SCHOOLS_AND_HOSPITALS),
        ("海榕榕图建筑设计院有限公司", "国有企业", G.ENTERPRISES),
        ("海榕市蓝鳍应急救援协会", "社会组织", G.SOCIAL),
        ("桂枝新村业主委员会", "居民自治组织", G.SOCIAL),
        ("青渚区阿娟裁缝铺", "个体工商户", G.ENTERPRISES),
        # A kind of the community's own, and none.
        ("榕城公益联盟", "公益伙伴", G.SOCIAL),
        ("榕城百货", "爱心商家", G.ENTERPRISES),
        ("海榕市气象局", "", G.GOVERNMENT),
        ("榕城便利店", "", G.ENTERPRISES),
        ("海榕市第四医院", "", G.SCHOOLS_AND_HOSPITALS),
        ("海榕市鼓峰区摄影家协会", "", G.SOCIAL),
        ("望屏驿站", "其他", G.OTHERS),
        ("望屏驿站", "", G.OTHERS),
    ],
)
def test_a_unit_stands_with_its_like(unit: str, kind: str, group: Group) -> None:
    assert group_of_unit(unit, kind) is group
