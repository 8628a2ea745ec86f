namespace SendApi.BrowserTests;

/// <summary>A dialog of the dashboard, and how somebody comes to it.</summary>
/// <param name="Name">The component, without its ending.</param>
/// <param name="Opener">What is clicked, as it is marked or by its name.</param>
/// <param name="Menu">The menu that it stands in, as it is marked.</param>
internal sealed record Box(string Name, Place Place, string Opener, string? Menu = null)
{
    /// <summary>Where it stands in the page.</summary>
    public const string Dialog = ".mud-dialog-container";

    public async Task Open(IPage page)
    {
        if (Menu is not null)
            await page.Marked(Menu).Locator("button").First.ClickAsync();
        await page.Marked(Opener).Or(page.Button(Opener)).First.ClickAsync();
        await page.GetByRole(AriaRole.Dialog).IsThere();
    }

    public static async Task Close(IPage page)
    {
        var dialog = page.GetByRole(AriaRole.Dialog);
        var (cancel, close) = (dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel", Exact = true }), dialog.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }));
        await cancel.Or(close).First.ClickAsync();
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
    }

    public override string ToString() => $"{Name} of /{Place.Path}";
}

/// <summary>Every dialog of the dashboard; of those that ask before something is done, one.</summary>
internal static class Boxes
{
    /// <summary>Shown after something was made: it has a test of its own.</summary>
    public const string Once = "OnceDialog";

    public static Box[] All(Used of)
    {
        var places = Site.All(of).ToDictionary(p => p.Name, StringComparer.Ordinal);
        return
        [
            new("NewKeyDialog", places["keys"], "new-key"),
            new("AddMemberDialog", places["members"], "add-member"),
            new("AddSuppressionDialog", places["suppressions"], "add"),
            new("ImportDialog", places["suppressions"], "import"),
            new("TopUpDialog", places["billing"], "top-up"),
            new("WebhookDialog", places["webhooks"], "new-webhook"),
            new("WebhookDialog", places["webhook"], "edit", "actions"),
            new("TestDialog", places["webhook"], "test"),
            new("ReplayDialog", places["webhook"], "replay-span", "actions"),
            new("NewSessionDialog", places["whatsapp"], "new-session"),
            new("SessionSettingsDialog", places["session"], "session-settings"),
            new("SessionSettingsDialog", places["session-cloud"], "session-settings"),
            new("NewGroupDialog", places["session"], "new-group"),
            new("GroupDialog", places["session"], $"People in {Used.Group}"),
            new("NewTemplateDialog", places["whatsapp-templates"], "new-template"),
            new("ConfirmDialog", places["message-scheduled"], "cancel"),
            new("RescheduleDialog", places["message-scheduled"], "reschedule"),
            new("SettleDialog", places["message-uncertain"], "settle"),
            new("NewAccountDialog", places["accounts"], "new-account"),
            new("ChangeAccountDialog", places["account"], "change"),
            new("SuspendDialog", places["account"], "suspend"),
            new("PaymentDialog", places["account"], "top-up"),
            new("PaymentDialog", places["account"], "correct"),
            new("PolicyDialog", places["account"], "policy"),
            new("PlanDialog", places["accounts-plans"], "edit-plan"),
            new("AddNumberDialog", places["accounts-numbers"], "add-number"),
            new("RejectSenderDialog", places["accounts-senders"], "reject"),
            new("AddProviderDialog", places["providers"], "add-provider"),
            new("RouteDialog", places["providers"], "add-route"),
        ];
    }
}
