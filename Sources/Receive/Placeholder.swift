enum ReceivePlaceholder {}
