using Digest.Sample;

using Shouldly;

using Xunit;

namespace Digest.Tests.Sample;

public sealed class SampleActivationTests
{
    [Theory]
    [InlineData(SampleMode.Auto, false, 0, false, true, true)]
    // A feed of one's own, in the database or about to be
    [InlineData(SampleMode.Auto, false, 1, false, false, true)]
    [InlineData(SampleMode.Auto, false, 0, true, false, true)]
    // A relay
    [InlineData(SampleMode.Auto, true, 0, false, true, false)]
    [InlineData(SampleMode.Auto, true, 300, false, false, false)]
    [InlineData(SampleMode.On, false, 300, true, true, true)]
    [InlineData(SampleMode.On, true, 300, true, true, false)]
    [InlineData(SampleMode.Off, false, 0, false, false, false)]
    public void Decides_press_and_mailbox_each_by_itself(SampleMode mode, bool relay, long own, bool opml, bool press, bool mailbox)
    {
        var decided = SampleActivation.Decide(new SampleFacts(mode, relay, own, opml));
        (decided.Press, decided.Mailbox).ShouldBe((press, mailbox));
        decided.PressWhy.ShouldNotBeEmpty();
        decided.MailboxWhy.ShouldNotBeEmpty();
    }
}
