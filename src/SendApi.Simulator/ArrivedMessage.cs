namespace SendApi.Simulator;

/// <summary>A message that a simulated phone shows.</summary>
/// <param name="ProviderId">The simulated provider's own id of it; of a long text, that of one of its parts.</param>
/// <param name="From">What it comes from, in digits or letters; empty where nobody said it.</param>
/// <param name="Kind">What it is: <c>text</c>, <c>image</c> and so on.</param>
/// <param name="Text">The words in it.</param>
public sealed record ArrivedMessage(string ProviderId, string Phone, string From, string Kind, string Text);
