using System.Runtime.Versioning;
using System.Security.Cryptography;

using Digest.Deliver.Dkim;

using Shouldly;

using Xunit;

namespace Digest.Tests.Deliver.Dkim;

[UnsupportedOSPlatform("windows")]
public sealed class DkimKeyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("digest-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_new_key_is_its_owners_alone_and_reads_back_the_same(bool rsa)
    {
        using var key = rsa ? DkimKey.CreateRsa() : DkimKey.CreateEd25519();
        var path = Path.Combine(_folder, "dkim", "s1.pem");

        await DkimKeyFile.WriteAsync(path, key, CancellationToken.None);

        File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(Path.GetDirectoryName(path)!).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using var read = DkimKeyFile.Read(path);
        read.Record.ShouldBe(key.Record);
    }

    [Fact]
    public async Task A_key_in_use_is_never_written_over()
    {
        using var key = DkimKey.CreateEd25519();
        var path = Path.Combine(_folder, "s1.pem");
        await DkimKeyFile.WriteAsync(path, key, CancellationToken.None);

        (await Should.ThrowAsync<InvalidOperationException>(() => DkimKeyFile.WriteAsync(path, key, CancellationToken.None))).Message.ShouldContain("exists already");
    }

    [Fact]
    public void Keys_that_openssl_makes_are_taken_and_weak_ones_are_not()
    {
        using var rsa = RSA.Create(2048);
        using var weak = RSA.Create(512);

        DkimKey.Load(rsa.ExportRSAPrivateKeyPem()).Record.ShouldBe(DkimKey.Load(rsa.ExportPkcs8PrivateKeyPem()).Record);
        Should.Throw<CryptographicException>(() => DkimKey.Load(weak.ExportPkcs8PrivateKeyPem())).Message.ShouldContain("1024");
        Should.Throw<CryptographicException>(() => DkimKey.Load(rsa.ExportSubjectPublicKeyInfoPem())).Message.ShouldContain("PRIVATE KEY");
    }

    // RFC 8463, appendix A: the key pair of "brisbane".
    [Fact]
    public void The_standards_own_ed25519_key_has_the_record_it_prints()
    {
        var pem = PemEncoding.WriteString("PRIVATE KEY",
            [.. Convert.FromHexString("302e020100300506032b657004220420"), .. Convert.FromBase64String("nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=")]);

        DkimKey.Load(pem).Record.ShouldBe("v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
    }

    [Theory]
    [InlineData("s1", true)]
    [InlineData("2026-11.news", true)]
    [InlineData("", false)]
    [InlineData("-s1", false)]
    [InlineData("s 1", false)]
    [InlineData("s1..x", false)]
    public void Selectors_are_dns_labels(string selector, bool valid) => DkimName.IsSelector(selector).ShouldBe(valid);

    [Fact]
    public void A_zone_files_strings_are_short_enough()
    {
        using var key = DkimKey.CreateRsa();

        var line = DkimName.Zone("s1._domainkey.digest.example", key.Record);

        line.ShouldStartWith("s1._domainkey.digest.example. IN TXT \"v=DKIM1; k=rsa; p=");
        var strings = line.Split('"').Where((_, i) => i % 2 == 1).ToList();
        strings.ShouldAllBe(s => s.Length <= 255);
        string.Concat(strings).ShouldBe(key.Record);
    }

    [Fact]
    public void Options_refuse_keys_that_cannot_be_published()
    {
        static int Errors(params DkimKeyOptions[] keys) => new DkimOptions { Keys = keys }.Validate(new(new object())).Count();

        Errors(new DkimKeyOptions { Selector = "s1", File = "a.pem" }, new DkimKeyOptions { Selector = "s2", File = "b.pem" }).ShouldBe(0);
        Errors(new DkimKeyOptions { Selector = "s1", File = "a.pem" }, new DkimKeyOptions { Selector = "S1", File = "b.pem" }).ShouldBe(1);
        Errors(new DkimKeyOptions { Selector = "s 1", File = "a.pem" }).ShouldBe(1);
        Errors(new DkimKeyOptions { Selector = "s1" }).ShouldBe(1);
    }
}
