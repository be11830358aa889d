using Digest.Stories.Clusters;

using Shouldly;

using Xunit;

namespace Digest.Tests.Stories.Clusters;

/// <summary>Scripts without spaces, without capitals, or with words that are not stemmed: told once, and not all told as one.</summary>
public sealed class ScriptsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    // In each language two headlines of one event, and three of others on the same day.
    [Theory]
    [InlineData("zh", "货轮撞上北港大桥桥墩，大桥封闭", "北港大桥封闭：货轮撞上桥墩", "中央银行意外上调利率", "博物馆展出失踪的湖畔画派作品", "台风逼近西部群岛，学校停课")]
    [InlineData("ja", "北浜港で貨物船が橋脚に衝突、橋は通行止め", "貨物船が橋脚に衝突 北浜港の橋が通行止めに", "中央銀行が予想外の利上げを決定", "美術館で失われた湖畔派の絵画展", "台風が西部諸島に接近、休校相次ぐ")]
    [InlineData("th", "เรือบรรทุกสินค้าชนตอม่อสะพานท่าเรือเหนือ ปิดการจราจร", "ปิดสะพานท่าเรือเหนือ หลังเรือบรรทุกสินค้าชนตอม่อ", "ธนาคารกลางขึ้นดอกเบี้ยเหนือความคาดหมาย", "พิพิธภัณฑ์จัดแสดงภาพวาดที่หายไป", "พายุเข้าหมู่เกาะตะวันตก โรงเรียนหยุดเรียน")]
    [InlineData("lo", "ເຮືອບັນທຸກສິນຄ້າຕຳເສົາຂົວທ່າເຮືອເໜືອ ປິດຂົວ", "ປິດຂົວທ່າເຮືອເໜືອ ຫຼັງເຮືອບັນທຸກສິນຄ້າຕຳເສົາຂົວ", "ທະນາຄານກາງຂຶ້ນດອກເບ້ຍເກີນຄາດ", "ພິພິທະພັນວາງສະແດງຮູບແຕ້ມທີ່ສູນຫາຍ", "ພາຍຸເຂົ້າໝູ່ເກາະຕາເວັນຕົກ ໂຮງຮຽນຢຸດຮຽນ")]
    [InlineData("km", "កប៉ាល់ដឹកទំនិញបុកសសរស្ពានកំពង់ផែខាងជើង ស្ពានត្រូវបិទ", "បិទស្ពានកំពង់ផែខាងជើង ក្រោយកប៉ាល់ដឹកទំនិញបុកសសរ", "ធនាគារកណ្តាលដំឡើងអត្រាការប្រាក់ដោយមិននឹកស្មានដល់", "សារមន្ទីរដាក់តាំងបង្ហាញគំនូរដែលបាត់", "ព្យុះខិតជិតកោះភាគខាងលិច សាលារៀនបិទទ្វារ")]
    [InlineData("my", "ကုန်တင်သင်္ဘော မြောက်ဆိပ်ကမ်းတံတားတိုင်ကို ဝင်တိုက် တံတားပိတ်", "မြောက်ဆိပ်ကမ်းတံတားပိတ် ကုန်တင်သင်္ဘောဝင်တိုက်ပြီးနောက်", "ဗဟိုဘဏ်က အတိုးနှုန်းကို မမျှော်လင့်ဘဲ မြှင့်တင်", "ပြတိုက်တွင် ပျောက်ဆုံးနေသော ပန်းချီကားများ ပြသ", "မုန်တိုင်း အနောက်ဘက်ကျွန်းစုသို့ ချဉ်းကပ် ကျောင်းများပိတ်")]
    [InlineData("ar", "سفينة شحن تصطدم بدعامة جسر الميناء وإغلاق الجسر", "إغلاق جسر الميناء بعد اصطدام سفينة شحن بدعامة", "البنك المركزي يرفع أسعار الفائدة بشكل مفاجئ", "متحف يعرض لوحات مفقودة لرسامي البحيرة", "عاصفة تقترب من الجزر الغربية وتعليق الدراسة")]
    [InlineData("hi", "मालवाहक जहाज बंदरगाह पुल के खंभे से टकराया, पुल बंद", "बंदरगाह पुल बंद: खंभे से टकराया मालवाहक जहाज", "केंद्रीय बैंक ने अचानक ब्याज दर बढ़ाई", "संग्रहालय में खोई हुई पेंटिंग की प्रदर्शनी", "पश्चिमी द्वीपों के पास तूफान, स्कूल बंद")]
    [InlineData("ko", "화물선 북항 대교 교각 충돌, 대교 통행 금지", "북항 대교 통행 금지…화물선 교각 충돌", "중앙은행 깜짝 금리 인상 단행", "박물관, 사라진 호수 화파 그림 전시", "태풍 서부 군도 접근에 학교 휴교")]
    [InlineData("he", "אוניית משא פגעה בעמוד גשר הנמל, הגשר נסגר", "גשר הנמל נסגר: אוניית משא פגעה בעמוד", "הבנק המרכזי העלה את הריבית במפתיע", "מוזיאון מציג ציורים אבודים של אסכולת האגם", "סופה מתקרבת לאיים המערביים, הלימודים בוטלו")]
    [InlineData("qx", "Frahtari brugan pilori kolpa Kingsporta", "Kingsporta: frahtari kolpa pilori brugan", "Zentrabanki rati alta", "Muzei lakan pikturi zeiga", "Stormi vesti insulan nakera")]
    public void Joins_what_is_one_event_and_nothing_else(string language, params string[] headlines)
    {
        var clustering = new Clustering();
        var stories = headlines.Select((title, i) => clustering.Add(new Piece
        {
            Id = i,
            SourceId = i,
            Language = language,
            PublishedAt = Noon.AddMinutes(10 * i),
            Title = title,
        }).StoryId).ToList();

        stories[1].ShouldBe(stories[0]);
        stories.Distinct().Count().ShouldBe(4);
    }

    [Theory]
    [InlineData("")]
    [InlineData("…!?")]
    [InlineData("字")]
    [InlineData("\uD83D\uDE00 \uD83D\uDE00")]
    [InlineData("\uD83D")]
    [InlineData("a\u0300\u0301\u0302\u200D\u200E")]
    public void A_headline_without_words_founds_a_story_of_its_own(string title)
    {
        var clustering = new Clustering();
        var stories = Enumerable.Range(0, 3).Select(i => clustering.Add(new Piece { Id = i, SourceId = i, Language = "und", PublishedAt = Noon, Title = title }).StoryId);

        stories.Distinct().Count().ShouldBe(3);
    }
}
