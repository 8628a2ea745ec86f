using SendApi.Client;

namespace SendApi.BrowserTests;

/// <summary>The way from the link that the server prints to a message on a phone, as somebody goes it on his first day.</summary>
public sealed class FirstRunTests(House house)
{
    [Fact]
    public async Task From_the_printed_link_to_a_delivered_message_on_the_simulators_phone()
    {
        await using var stand = await Stand.Fresh(house.Browser);
        var page = await stand.Stranger();

        await stand.MakeOwner(page);
        await page.Picture("first-run-overview");

        await page.Link("Send").ClickAsync();
        await page.Heading("Send");
        await page.GetByLabel("To", new() { Exact = true }).FillAsync("+447700900000");
        await page.GetByLabel("Text", new() { Exact = true }).FillAsync("Hello from the dashboard");
        await page.Marked("send").ClickAsync();
        await Assertions.Expect(page.Marked("sent").Marked("status")).ToHaveTextAsync("delivered");
        await page.Picture("first-run-sent");

        await page.Link("Phone simulator").ClickAsync();
        await page.Heading("Phone simulator");
        await page.GetByText("Hello from the dashboard").First.IsThere();
        await page.Picture("first-run-phone");
    }

    [Fact]
    public async Task The_link_works_once_and_says_so_then()
    {
        await using var guest = await house.OfOperator();
        var page = await guest.Stranger();

        await page.GotoAsync(guest.Welcome);
        await page.GetByLabel("Email").FillAsync("eve@example.com");
        await page.GetByLabel("Password").FillAsync(Stand.Password);
        await page.GetByLabel("The same again").FillAsync(Stand.Password);
        await page.Button("Make the account").ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync($"Error {SendApiErrors.NotFound}");
    }

    [Fact]
    public async Task Whoever_signs_in_comes_to_the_page_that_he_asked_for()
    {
        await using var guest = await house.Guest();
        var page = await guest.Stranger();

        await page.GotoAsync("dashboard/keys");
        await page.GetByLabel("Email").FillAsync(guest.Email);
        await page.GetByLabel("Password").FillAsync(Stand.Password);
        await page.Button("Sign in").ClickAsync();

        await page.Heading("API keys");
    }
}
