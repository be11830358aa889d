using System.Text;

using Digest.Deliver.Dkim;

using Microsoft.Extensions.Time.Testing;

using Shouldly;

using Xunit;

namespace Digest.Tests.Deliver.Dkim;

public sealed class DkimSignerTests : IDisposable
{
    // In the past on every machine: verifiers refuse a signature from the future by their own clock.
    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2024, 11, 24, 6, 0, 0, TimeSpan.Zero));
    private static readonly DkimKey Rsa = DkimKey.CreateRsa();
    private readonly DkimKey _ed25519 = DkimKey.CreateEd25519();

    public void Dispose() => _ed25519.Dispose();

    [Theory]
    [InlineData("A plain body.\r\n")]
    [InlineData("Blanks at the end   \r\n\tand  runs \t of\tthem \r\n\r\n\r\n")]
    [InlineData("  leading, and no line end  ")]
    [InlineData("")]
    [InlineData("\r\n\r\n")]
    [InlineData(" \r\n\t\r\n")]
    [InlineData("one space at the end \r\n \r\nand more\t\r\n")]
    public void Signs_what_an_independent_verifier_accepts(string body)
    {
        var signed = Sign(Mails.Digest(body), Signer(Key("s1", Rsa), Key("e1", _ed25519)));

        Verify(signed, Rsa, _ed25519).ShouldBe([true, true]);
    }

    [Fact]
    public void Signs_every_field_that_mailbox_providers_ask_for()
    {
        var signature = Encoding.ASCII.GetString(Signer(Key("s1", Rsa)).Sign(Mails.Digest()));

        var names = signature.Split("h=")[1].Split(';')[0].Split(':').Select(n => n.Trim()).ToList();
        new[]
        {
            "from", "to", "subject", "date", "message-id", "mime-version", "content-type", "list-id", "list-unsubscribe", "list-unsubscribe-post", "feedback-id",
        }.ShouldBeSubsetOf(names);
        signature.ShouldContain("c=relaxed/relaxed");
        signature.ShouldContain("d=digest.example;");
        signature.ShouldNotContain("l=");
        signature.Split("\r\n").ShouldAllBe(line => line.Length <= 78);
    }

    [Theory]
    [InlineData("List-Unsubscribe: <https://digest", "List-Unsubscribe: <https://evil")]
    [InlineData("List-Unsubscribe=One-Click", "List-Unsubscribe=Two-Click")]
    [InlineData("Subject: ", "Subject: Not ")]
    [InlineData("List-Id: ", "List-Id: Other ")]
    [InlineData("Hello", "Hullo")]
    public void A_changed_field_or_body_fails(string from, string to)
    {
        var signed = Text(Sign(Mails.Digest("Hello\r\n"), Signer(Key("s1", Rsa))));

        signed.ShouldContain(from);
        Verify(Encoding.UTF8.GetBytes(signed.Replace(from, to, StringComparison.Ordinal)), Rsa).ShouldBe([false]);
    }

    [Theory]
    [InlineData("From: Mallory <mallory@evil.example>\r\n")]
    [InlineData("Subject: You won\r\n")]
    [InlineData("List-Unsubscribe: <https://evil.example/u>\r\n")]
    public void A_second_field_added_above_or_below_fails(string added)
    {
        var signed = Text(Sign(Mails.Digest(), Signer(Key("s1", Rsa))));

        Python.Verify(Encoding.UTF8.GetBytes(added + signed), Records(Rsa)).ShouldBe([false]);
        Python.Verify(Encoding.UTF8.GetBytes(signed.Replace("MIME-Version", added + "MIME-Version", StringComparison.Ordinal)), Records(Rsa)).ShouldBe([false]);
    }

    [Fact]
    public void Survives_what_relays_do_to_white_space()
    {
        var signed = Text(Sign(Mails.Digest("Some  text \r\n\r\n"), Signer(Key("s1", Rsa))));

        var relayed = signed.Replace("Subject: ", "SUBJECT:\r\n  ", StringComparison.Ordinal).Replace("Some  text \r\n", "Some text\r\n", StringComparison.Ordinal) + "\r\n\r\n";
        Verify(Encoding.UTF8.GetBytes(relayed), Rsa).ShouldBe([true]);
    }

    [Fact]
    public void Python_accepts_both_kinds_of_signature()
    {
        var signed = Sign(Mails.Digest("Grüße  aus\tBerlin \r\n.\r\n\r\n"), Signer(Key("s1", Rsa), Key("e1", _ed25519)));

        Python.Verify(signed, Records(Rsa, _ed25519)).ShouldBe([true, true]);
    }

    [Fact]
    public void The_next_key_takes_over_on_its_day()
    {
        using var next = DkimKey.CreateRsa();
        var clock = new FakeTimeProvider(Clock.GetUtcNow());
        var signer = new DkimSigner(null, [Key("old", Rsa), new LoadedKey("new", clock.GetUtcNow().AddDays(1), next)], clock);

        Text(signer.Sign(Mails.Digest())).ShouldContain("s=old;");
        clock.Advance(TimeSpan.FromDays(1));
        var after = Text(signer.Sign(Mails.Digest()));
        after.ShouldContain("s=new;");
        after.ShouldNotContain("s=old;");
    }

    [Fact]
    public void A_key_whose_day_has_not_come_signs_nothing()
    {
        var signer = new DkimSigner(null, [new LoadedKey("new", Clock.GetUtcNow().AddDays(1), Rsa)], Clock);

        signer.Sign(Mails.Digest()).ShouldBeEmpty();
    }

    [Fact]
    public void Signs_for_the_domain_it_is_told()
    {
        var signer = new DkimSigner("Example", [Key("s1", Rsa)], Clock);

        Text(signer.Sign(Mails.Digest())).ShouldContain("d=example;");
    }

    [Fact]
    public void Refuses_a_message_without_a_sender()
    {
        Should.Throw<ArgumentException>(() => Signer(Key("s1", Rsa)).Sign("To: a@b.example\r\n\r\nHi\r\n"u8));
        Should.Throw<ArgumentException>(() => Signer(Key("s1", Rsa)).Sign("From: nobody\r\n\r\nHi\r\n"u8));
        Should.Throw<ArgumentException>(() => Signer(Key("s1", Rsa)).Sign("no header at all\r\n"u8));
    }

    [Fact]
    public async Task Serves_many_threads_at_once()
    {
        var signer = Signer(Key("s1", Rsa), Key("e1", _ed25519));
        var mails = Enumerable.Range(0, 40).Select(i => Mails.Digest($"Mail {i}  \r\n")).ToList();

        var signed = new byte[mails.Count][];
        await Parallel.ForAsync(0, mails.Count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, (i, _) =>
        {
            signed[i] = Sign(mails[i], signer);
            return ValueTask.CompletedTask;
        });

        signed.ShouldAllBe(m => Verify(m, Rsa, _ed25519).All(ok => ok));
    }

    [Fact]
    public void Reads_its_keys_from_files_and_names_the_one_it_cannot_read()
    {
        var folder = Directory.CreateTempSubdirectory("digest-test-").FullName;
        var (rsa, ed25519, broken) = (Path.Combine(folder, "s1.pem"), Path.Combine(folder, "e1.pem"), Path.Combine(folder, "broken.pem"));
        File.WriteAllText(rsa, Rsa.ToPem());
        File.WriteAllText(ed25519, _ed25519.ToPem());
        File.WriteAllText(broken, "not a key");

        using var signer = new DkimSigner(new DkimOptions { Keys = [new() { Selector = "s1", File = rsa }, new() { Selector = "e1", File = ed25519 }] }, Clock);
        Verify(Sign(Mails.Digest(), signer), Rsa, _ed25519).ShouldBe([true, true]);
        foreach (var file in new[] { broken, Path.Combine(folder, "missing.pem") })
        {
            Should.Throw<Exception>(() => new DkimSigner(new DkimOptions { Keys = [new() { Selector = "s1", File = file }] }, Clock)).Message.ShouldContain(file);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static DkimSigner Signer(params LoadedKey[] keys) => new(null, keys, Clock);

    private static LoadedKey Key(string selector, DkimKey key) => new(selector, null, key);

    private static byte[] Sign(byte[] message, DkimSigner signer) => [.. signer.Sign(message), .. message];

    private static string Text(byte[] message) => Encoding.UTF8.GetString(message);

    private static List<bool> Verify(byte[] message, params DkimKey[] keys) => MimeKitVerifier.Verify(message, Records(keys));

    private static Dictionary<string, string> Records(params DkimKey[] keys) =>
        keys.ToDictionary(k => DkimName.Record(k.Algorithm[0] == 'r' ? "s1" : "e1", "digest.example"), k => k.Record);
}
