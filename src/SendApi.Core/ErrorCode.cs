namespace SendApi.Core;

/// <summary>One numbered entry of the error catalogue: public API, so a number, its type and its statuses never change.</summary>
/// <param name="Number">The code clients match on, such as 4029.</param>
/// <param name="Type">The same, as a word: <c>rate_limit_exceeded</c>.</param>
/// <param name="Status">The HTTP status it is answered with; 4000 alone may also be answered 400.</param>
/// <param name="Cause">What happened, as one sentence of its page.</param>
/// <param name="Remedy">What the reader should do about it.</param>
/// <param name="Example">A message of a real case, with the numbers of the case in it.</param>
public sealed record ErrorCode(int Number, string Type, int Status, string Cause, string Remedy, string Example);
