using Digest.Store;

using Shouldly;

using Xunit;

namespace Digest.Tests.Store;

public sealed class SecretFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("digest-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Makes_a_secret_once_and_keeps_it_for_its_owner_alone()
    {
        var first = SecretFile.ReadOrMake(_folder, "link.keys");
        SecretFile.ReadOrMake(_folder, "link.keys").ShouldBe(first);
        SecretFile.ReadOrMake(_folder, "other.key").ShouldNotBe(first);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Path.Combine(_folder, "link.keys")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public void Makes_one_secret_for_all_who_start_at_once()
    {
        var secrets = new string[16];
        Parallel.For(0, secrets.Length, i => secrets[i] = SecretFile.ReadOrMake(_folder, "link.keys"));
        secrets.Distinct().Count().ShouldBe(1);
    }
}
