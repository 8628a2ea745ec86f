namespace SendApi.Core;

/// <summary>What an account gets that is only trying the product out.</summary>
public static class Trial
{
    public const int Days = 3, LongestDays = 365, Emails = 100;

    /// <summary>Credit for texts in millionths, given once when the account is made.</summary>
    public const long Credit = 150_000;

    /// <summary>The name under which the credit is booked.</summary>
    public const string Reference = "trial";

    /// <summary>The plan of a trial when none is named: the smallest, whose texts cost credit.</summary>
    public const string Plan = "Starter";
}
