using Digest.Links;

using Shouldly;

using Xunit;

namespace Digest.Tests.Links;

public sealed class LinkKeysTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("digest-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Makes_a_key_once_and_keeps_it_for_its_owner_alone()
    {
        var first = LinkKeys.Load(new SiteOptions(), _folder);
        LinkKeys.Load(new SiteOptions(), _folder).Secrets.ShouldHaveSingleItem().ShouldBe(first.Secrets[0]);
        Directory.GetFiles(_folder).Length.ShouldBe(1);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Path.Combine(_folder, "link.keys")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public void Makes_one_key_for_all_who_start_at_once()
    {
        var keys = new byte[16][];
        Parallel.For(0, keys.Length, i => keys[i] = LinkKeys.Load(new SiteOptions(), _folder).Secrets[0]);
        keys.Select(Convert.ToHexString).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public void Reads_several_keys_from_setting_or_file()
    {
        var one = Convert.ToBase64String(new byte[32]);
        var two = Convert.ToBase64String(Enumerable.Repeat((byte)1, 40).ToArray());
        var file = Path.Combine(_folder, "keys");
        File.WriteAllText(file, $"{one}\n\n{two}\n");

        LinkKeys.Load(new SiteOptions { LinkKeys = $"{one}, {two}" }, _folder).Secrets.Count.ShouldBe(2);
        LinkKeys.Load(new SiteOptions { LinkKeysFile = file }, _folder).Secrets[1].Length.ShouldBe(40);
    }

    [Theory]
    [InlineData("c2hvcnQ=")]
    [InlineData("not base64")]
    [InlineData(",")]
    public void Names_the_setting_when_a_key_is_wrong(string keys) =>
        Should.Throw<InvalidOperationException>(() => LinkKeys.Load(new SiteOptions { LinkKeys = keys }, _folder)).Message.ShouldContain("Site:LinkKeys");
}
