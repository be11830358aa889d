using Digest.Links;

using Shouldly;

using Xunit;

namespace Digest.Tests.Links;

public sealed class LinkKeysTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("digest-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Takes_the_kept_keys_when_none_are_configured() =>
        LinkKeys.Load(new SiteOptions(), () => Convert.ToBase64String(new byte[32])).Secrets.ShouldHaveSingleItem();

    [Fact]
    public void Reads_several_keys_from_setting_or_file()
    {
        var one = Convert.ToBase64String(new byte[32]);
        var two = Convert.ToBase64String(Enumerable.Repeat((byte)1, 40).ToArray());
        var file = Path.Combine(_folder, "keys");
        File.WriteAllText(file, $"{one}\n\n{two}\n");

        LinkKeys.Load(new SiteOptions { LinkKeys = $"{one}, {two}" }, () => throw new InvalidOperationException("none is kept")).Secrets.Count.ShouldBe(2);
        LinkKeys.Load(new SiteOptions { LinkKeysFile = file }, () => throw new InvalidOperationException("none is kept")).Secrets[1].Length.ShouldBe(40);
    }

    [Theory]
    [InlineData("c2hvcnQ=")]
    [InlineData("not base64")]
    [InlineData(",")]
    public void Names_the_setting_when_a_key_is_wrong(string keys) =>
        Should.Throw<InvalidOperationException>(() => LinkKeys.Load(new SiteOptions { LinkKeys = keys }, () => throw new InvalidOperationException("none is kept"))).Message.ShouldContain("Site:LinkKeys");
}
