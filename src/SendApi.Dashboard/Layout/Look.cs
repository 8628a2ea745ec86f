using MudBlazor;

namespace SendApi.Dashboard.Layout;

/// <summary>The colours and letters of the dashboard: those of the documentation pages, with the fonts that the viewer's machine has.</summary>
public static class Look
{
    private static readonly string[] Sans = ["ui-sans-serif", "system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Liberation Sans", "Arial", "sans-serif"];

    public static readonly MudTheme Theme = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#4b45c6",
            Secondary = "#0b5e8c",
            Background = "#f6f8fa",
            Surface = "#ffffff",
            AppbarBackground = "#ffffff",
            AppbarText = "#1a1f36",
            DrawerBackground = "#ffffff",
            DrawerText = "#4f566b",
            DrawerIcon = "#697386",
            TextPrimary = "#1a1f36",
            TextSecondary = "#4f566b",
            ActionDefault = "#4f566b",
            Success = "#1b7341",
            Warning = "#8a5300",
            Error = "#b3261e",
            Info = "#0b5e8c",
            LinesDefault = "#e3e8ee",
            TableLines = "#e3e8ee",
            Divider = "#e3e8ee",
            TextDisabled = "#697386",
            ActionDisabled = "#8d95a7",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#a5a1ff",
            PrimaryContrastText = "#0f1117",
            Secondary = "#7cc4f0",
            Background = "#0f1117",
            Surface = "#171a23",
            AppbarBackground = "#171a23",
            AppbarText = "#e8eaf0",
            DrawerBackground = "#171a23",
            DrawerText = "#b4bac8",
            DrawerIcon = "#8d95a7",
            TextPrimary = "#e8eaf0",
            TextSecondary = "#b4bac8",
            ActionDefault = "#b4bac8",
            Success = "#8ad3a6",
            SuccessContrastText = "#0f1117",
            Warning = "#f0c078",
            WarningContrastText = "#0f1117",
            Error = "#ff8a80",
            ErrorContrastText = "#0f1117",
            Info = "#7cc4f0",
            LinesDefault = "#282d3a",
            TableLines = "#282d3a",
            Divider = "#282d3a",
            TextDisabled = "#8d95a7",
            ActionDisabled = "#697386",
        },
        Typography = new Typography { Default = new DefaultTypography { FontFamily = Sans, FontSize = ".9rem", LineHeight = "1.5" }, Button = new ButtonTypography { TextTransform = "none", FontWeight = "600", FontFamily = Sans } },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px", DrawerWidthLeft = "15rem", AppbarHeight = "3.5rem" },
    };
}
