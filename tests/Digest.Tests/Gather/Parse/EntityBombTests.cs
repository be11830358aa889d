using Shouldly;

using Xunit;

namespace Digest.Tests.Gather.Parse;

public sealed class EntityBombTests
{
    private const string Feed = "<rss version=\"2.0\"><channel><title>T</title><item><title>&a;</title></item></channel></rss>";

    [Theory]
    [InlineData("<!DOCTYPE r [<!ENTITY a \"x\"><!ENTITY b \"&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;\">]>", true)]
    [InlineData("<!DOCTYPE r [<!ENTITY a \"x\">]>", false)]
    [InlineData("<!DOCTYPE r [<!ENTITY nbsp \"&#160;\"><!ENTITY amp2 \"&amp;&lt;&gt;&amp;&amp;&amp;&amp;&amp;&amp;&amp;\">]>", false)]
    [InlineData("<!DOCTYPE rss PUBLIC \"-//Netscape Communications//DTD RSS 0.91//EN\" \"http://my.netscape.com/publish/formats/rss-0.91.dtd\">", false)]
    [InlineData("", false)]
    public void Refuses_entities_built_out_of_entities(string declaration, bool refused) =>
        (FeedFixture.Bytes(System.Text.Encoding.UTF8.GetBytes(declaration + Feed)).Failure is not null).ShouldBe(refused);

    [Fact]
    public void Says_why() => FeedFixture.Bytes("<!DOCTYPE r [<!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]><rss/>"u8.ToArray()).Failure!.ShouldContain("DOCTYPE");
}
