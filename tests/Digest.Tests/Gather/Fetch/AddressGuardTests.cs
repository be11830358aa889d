using System.Net;

using Digest.Gather;
using Digest.Gather.Fetch;

using Shouldly;

using Xunit;

namespace Digest.Tests.Gather.Fetch;

public sealed class AddressGuardTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("10.255.255.255")]
    [InlineData("100.64.0.1")]
    [InlineData("100.127.255.255")]
    [InlineData("127.0.0.1")]
    [InlineData("168.63.129.16")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.192")]
    [InlineData("192.0.2.1")]
    [InlineData("192.88.99.1")]
    [InlineData("192.168.0.1")]
    [InlineData("198.18.0.1")]
    [InlineData("198.19.255.255")]
    [InlineData("198.51.100.1")]
    [InlineData("203.0.113.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::127.0.0.1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("::ffff:0:127.0.0.1")]
    [InlineData("64:ff9b::8.8.8.8")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("100::1")]
    [InlineData("2001::1")]
    [InlineData("2001:20::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("3fff::1")]
    [InlineData("5f00::1")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void Refuses_what_is_not_public(string address) => AddressRanges.WhyRefused(IPAddress.Parse(address)).ShouldNotBeNull();

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("126.255.255.255")]
    [InlineData("128.0.0.0")]
    [InlineData("169.253.255.255")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("192.167.255.255")]
    [InlineData("192.169.0.0")]
    [InlineData("198.17.255.255")]
    [InlineData("198.20.0.0")]
    [InlineData("223.255.255.255")]
    [InlineData("2001:200::1")]
    [InlineData("2003::1")]
    [InlineData("2600::1")]
    [InlineData("2a00:1450::1")]
    public void Lets_their_public_neighbours_through(string address) => AddressRanges.WhyRefused(IPAddress.Parse(address)).ShouldBeNull();

    [Theory]
    [InlineData("http://2130706433/")]
    [InlineData("http://0x7f.1/")]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("http://127.1/")]
    [InlineData("http://１２７.０.０.１/")]
    [InlineData("http://127。0。0。1/")]
    [InlineData("http://127.0.0.1./")]
    [InlineData("http://10%2e0%2e0%2e1/")]
    [InlineData("http://[::ffff:7f00:1]/")]
    [InlineData("http://LOCALHOST./")]
    [InlineData("http://foo.localhost/")]
    [InlineData("http://printer/")]
    [InlineData("http://router.lan/")]
    [InlineData("http://metadata.google.internal/")]
    [InlineData("http://user:secret@example.org/")]
    [InlineData("http://example.org\\@127.0.0.1/")]
    [InlineData("http:\\\\example.org/")]
    [InlineData("http:example.org/")]
    [InlineData("http:///example.org/")]
    [InlineData("//example.org/")]
    [InlineData(" http://example.org/")]
    [InlineData("http://example.org /")]
    [InlineData("http://example.org%0d%0aHost:x/")]
    [InlineData("http://1.2.3.4.5/")]
    [InlineData("http://example.0x7f/")]
    [InlineData("ftp://example.org/")]
    [InlineData("FILE:///etc/passwd")]
    [InlineData("http+unix://%2fvar/x")]
    [InlineData("http://example.org:25/")]
    [InlineData("")]
    public void Refuses_an_address_as_written(string url) => Guard().Refuse(url, out _).ShouldNotBeNull();

    [Theory]
    [InlineData("https://example.org/feed")]
    [InlineData("http://example.org:8080/feed?a=b#c")]
    [InlineData("https://bücher.example/feed")]
    [InlineData("https://93.184.215.14/feed")]
    [InlineData("https://[2600::1]/feed")]
    [InlineData("https://4chan.example/feed")]
    public void Lets_an_ordinary_address_through(string url) => Guard().Refuse(url, out _).ShouldBeNull();

    [Fact]
    public async Task Refuses_a_name_of_which_any_address_is_private()
    {
        var guard = Guard(_ => [IPAddress.Parse("93.184.215.14"), IPAddress.Parse("10.0.0.1")]);
        var refused = await Should.ThrowAsync<RefusedAddressException>(() => guard.ResolveAsync("rebind.example", 80, CancellationToken.None));
        refused.Message.ShouldBe("rebind.example resolves to 10.0.0.1, which is private");
    }

    [Fact]
    public async Task Checks_what_it_connects_to_every_time()
    {
        var answers = new Queue<string>(["93.184.215.14", "127.0.0.1"]);
        var guard = Guard(_ => [IPAddress.Parse(answers.Dequeue())]);

        (await guard.ResolveAsync("rebind.example", 80, CancellationToken.None)).ShouldHaveSingleItem();
        await Should.ThrowAsync<RefusedAddressException>(() => guard.ResolveAsync("rebind.example", 80, CancellationToken.None));
    }

    [Theory]
    [InlineData("127.0.0.1:8081", "http://127.0.0.1:8081/feed", true)]
    [InlineData("127.0.0.1:8081", "http://127.0.0.1:8082/feed", false)]
    [InlineData("127.0.0.1:8081", "http://127.0.0.2:8081/feed", false)]
    [InlineData("127.0.0.1:8081", "http://2130706433:8081/feed", true)]
    [InlineData("127.0.0.1:8081", "ftp://127.0.0.1:8081/feed", false)]
    [InlineData("intranet:80", "http://intranet/feed", true)]
    [InlineData("[::1]:8081", "http://[::1]:8081/feed", true)]
    public void Lets_private_feeds_through_by_exact_host_and_port(string allowed, string url, bool through) =>
        (Guard(options: new() { AllowedHosts = allowed }).Refuse(url, out _) is null).ShouldBe(through);

    private static AddressGuard Guard(Func<string, IPAddress[]>? resolve = null, GatherOptions? options = null) =>
        new(options ?? new(), (host, _) => Task.FromResult(resolve?.Invoke(host) ?? []));
}
