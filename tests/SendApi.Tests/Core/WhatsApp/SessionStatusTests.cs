using SendApi.Core.Sending;
using SendApi.Core.WhatsApp;

namespace SendApi.Tests.Core.WhatsApp;

/// <summary>What a look at a session proves.</summary>
public sealed class SessionStatusTests
{
    [Theory]
    [InlineData(SessionStatus.Banned, SessionStatus.Connecting, SessionStatus.Banned)]
    [InlineData(SessionStatus.Banned, SessionStatus.Degraded, SessionStatus.Banned)]
    [InlineData(SessionStatus.Banned, SessionStatus.Connected, SessionStatus.Connected)]
    [InlineData(SessionStatus.Banned, SessionStatus.Disconnected, SessionStatus.Disconnected)]
    [InlineData(SessionStatus.Connected, SessionStatus.Connecting, SessionStatus.Connecting)]
    [InlineData(SessionStatus.Connecting, SessionStatus.Banned, SessionStatus.Banned)]
    public void A_banned_session_stays_banned_until_it_works_or_waits_for_another_phone(SessionStatus before, SessionStatus proven, SessionStatus after) =>
        Assert.Equal(after, SessionStatuses.After(before, proven));

    [Fact]
    public void A_banned_session_is_started_once_an_hour_and_others_whenever_they_do_not_run()
    {
        var now = TestApp.Start;

        Assert.False(SessionStatuses.MayStart(SessionStatus.Banned, now.AddMinutes(-59), now));
        Assert.True(SessionStatuses.MayStart(SessionStatus.Banned, now.AddMinutes(-60), now));
        Assert.True(SessionStatuses.MayStart(SessionStatus.Banned, null, now));
        Assert.True(SessionStatuses.MayStart(SessionStatus.Connecting, now, now));
    }

    [Fact]
    public void A_gateway_that_says_banned_proves_it() => Assert.Equal(SessionStatus.Banned, SessionStatuses.Proven(new GatewayLook(GatewayState.Banned, null), wasPaired: true));
}
